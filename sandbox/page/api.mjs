import { say } from './dom.mjs';

/** Asks the sandbox's control API; a refusal is shown and answered with null. */
export async function ask(method, path, body) {
	try {
		const answer = await fetch(`/sandbox${path}`, {
			method,
			...(body === undefined
				? {}
				: { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
		});
		const json = await answer.json();
		if (answer.ok) return json;
		say(json.message);
	} catch {
		say('The sandbox does not answer. Is it still running?');
	}
	return null;
}

/** Calls back with each event; connects again by itself. */
export function listen(handlers) {
	const source = new EventSource('/sandbox/events');
	source.onopen = () => handlers.open();
	source.onerror = () => handlers.lost();
	for (const name of ['change', 'request', 'settings', 'reset']) {
		source.addEventListener(name, (event) => handlers[name](JSON.parse(event.data)));
	}
}
