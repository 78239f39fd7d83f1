import { byId, el } from './dom.mjs';
import { ago, euros, groups, stateColour, stateWord } from './words.mjs';

const shown = 300;

/** The orders, newest first. Rows are kept and filled anew, so that focus and scroll stay where they are. */
export class List {
	orders = new Map();
	rows = new Map();
	group = 'all';
	current = null;
	planned = false;
	total = 0;

	constructor(pick, now) {
		this.pick = pick;
		this.now = now;
	}

	fill(orders, total) {
		this.orders = new Map(orders.map((order) => [order.id, order]));
		this.total = total;
		this.rows.clear();
		this.plan();
	}

	change(order) {
		if (!this.orders.has(order.id)) this.total += 1;
		this.orders.set(order.id, order);
		const row = this.rows.get(order.id);
		this.fillRow(row ?? this.newRow(order.id), order);
		this.flash(order.id);
		this.plan();
	}

	select(id) {
		this.current = id;
		for (const [rowId, row] of this.rows)
			row.button.setAttribute('aria-current', String(rowId === id));
	}

	/** Draws once a frame however much has changed. */
	plan() {
		if (this.planned) return;
		this.planned = true;
		requestAnimationFrame(() => {
			this.planned = false;
			this.draw();
		});
	}

	draw() {
		const all = [...this.orders.values()].sort((a, b) => b.ordinal - a.ordinal);
		const fits = groups.find(([key]) => key === this.group)[2];
		const some = all.filter(fits);
		byId('filters').replaceChildren(
			...groups.map(([key, label, test]) =>
				el(
					'button',
					{
						'aria-pressed': String(this.group === key),
						onclick: () => {
							this.group = key;
							this.draw();
						},
					},
					label,
					el('span', { class: 'count' }, String(all.filter(test).length)),
				),
			),
		);
		const rows = some.slice(0, shown).map((order) => {
			const row = this.rows.get(order.id) ?? this.newRow(order.id);
			this.fillRow(row, order);
			return row.item;
		});
		const list = byId('orders');
		// Moving nodes that are in place already would drop the focus.
		rows.forEach((item, index) => {
			if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
		});
		while (list.children.length > rows.length) list.lastChild.remove();
		byId('empty').hidden = all.length > 0;
		byId('more').hidden = some.length <= shown && this.total <= all.length;
		byId('more').textContent =
			`The newest ${Math.min(shown, some.length)} are shown, of ${this.total} orders.`;
	}

	newRow(id) {
		const parts = {
			state: el('span', { class: 'pill' }),
			marks: el('span', { class: 'marks' }),
			id: el('span', { class: 'id' }, id),
			when: el('small'),
			what: el('span'),
			more: el('small'),
			who: el('span'),
			where: el('small'),
			price: el('span', { class: 'price' }),
		};
		const button = el(
			'button',
			{ class: 'row', 'aria-current': String(id === this.current), onclick: () => this.pick(id) },
			el('span', { class: 'cell' }, el('span', {}, parts.state), parts.marks),
			el('span', { class: 'cell when' }, parts.id, parts.when),
			el('span', { class: 'cell what' }, parts.what, parts.more),
			el('span', { class: 'cell who' }, parts.who, parts.where),
			parts.price,
		);
		const row = { item: el('li', {}, button), button, parts };
		this.rows.set(id, row);
		return row;
	}

	fillRow({ parts }, order) {
		parts.state.className = `pill ${stateColour(order.state)}`;
		parts.state.textContent = stateWord(order.state);
		parts.when.textContent = ago(order.createdAt, this.now());
		const units = order.items.reduce((total, item) => total + item.quantity, 0);
		parts.what.textContent = `${order.items[0].quantity > 1 ? `${order.items[0].quantity} × ` : ''}${order.items[0].title}`;
		parts.more.textContent = [
			order.items.length > 1
				? `and ${order.items.length - 1} more line${order.items.length > 2 ? 's' : ''}, ${units} units`
				: '',
			order.tracking ? `tracking ${order.tracking}` : '',
		]
			.filter(Boolean)
			.join(' · ');
		parts.who.textContent = order.customer;
		parts.where.textContent = `${order.city} · ${order.channel ? order.channel.slice(4, 6) : 'no channel'}`;
		parts.price.textContent = euros(order.total);
		const marks = [];
		if (order.refundsOpen > 0) marks.push(['refunding', 'amber']);
		else if (order.refunds > 0) marks.push(['refunded', 'green']);
		if (order.incident) marks.push(['incident', 'red']);
		if (order.message) marks.push(['message', 'blue']);
		if (order.center !== 'DEFAULT') marks.push(['by Worten', '']);
		if (order.poison) marks.push(['broken', 'red']);
		parts.marks.replaceChildren(
			...marks.map(([text, colour]) => el('span', { class: `pill ${colour}` }, text)),
		);
	}

	/** Ages only. */
	refreshAges() {
		for (const [id, { parts }] of this.rows) {
			const order = this.orders.get(id);
			if (order) parts.when.textContent = ago(order.createdAt, this.now());
		}
	}

	flash(id) {
		const button = this.rows.get(id)?.button;
		if (!button) return;
		button.classList.remove('changed');
		requestAnimationFrame(() => button.classList.add('changed'));
	}
}
