import { byId, el } from './dom.mjs';
import { time } from './words.mjs';

const kept = 40;

/** The strip of the latest calls, newest first. */
export class Calls {
	count = 0;

	fill(requests) {
		this.count = requests.length === 0 ? 0 : requests[requests.length - 1].seq;
		byId('calls').replaceChildren(...[...requests].reverse().slice(0, kept).map(item));
		this.label();
	}

	add(request) {
		this.count = request.seq;
		const list = byId('calls');
		list.querySelector('.none')?.remove();
		list.prepend(item(request));
		while (list.children.length > kept) list.lastChild.remove();
		this.label();
	}

	label() {
		byId('call-count').textContent = String(this.count);
		const list = byId('calls');
		if (list.children.length === 0)
			list.append(el('li', { class: 'none' }, 'none yet — a workflow that polls will show here'));
	}
}

function item(request) {
	const status = request.status === 0 ? 'cut' : String(request.status);
	const bad = request.status === 0 || request.status >= 400 || request.fault;
	const kind = bad ? 'bad' : request.method === 'GET' ? '' : 'write';
	const query = new URLSearchParams(
		Object.entries(request.query).flatMap(([name, value]) =>
			[value].flat().map((each) => [name, each]),
		),
	);
	const title = `${time(request.at)} ${request.method} ${request.path}${query.size > 0 ? `?${query}` : ''}${request.fault ? ` — fault: ${request.fault}` : ''}`;
	return el(
		'li',
		{ class: kind, title },
		el('b', {}, request.operation ?? '?'),
		request.path.replace('/api/', ''),
		el('span', {}, status),
	);
}
