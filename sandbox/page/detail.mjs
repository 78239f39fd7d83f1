import { ask } from './api.mjs';
import { byId, el } from './dom.mjs';
import { dateTime, euros, stateColour, stateWord, story, time } from './words.mjs';

const pill = (state) => el('span', { class: `pill ${stateColour(state)}` }, stateWord(state));

/** One order: what it is, what can be done to it, what has happened. */
export class Detail {
	id = null;
	asked = 0;

	constructor(leave) {
		this.leave = leave;
	}

	async show(id) {
		this.id = id;
		byId('detail').hidden = id === null;
		document.querySelector('main').classList.toggle('open', id !== null);
		if (id !== null) await this.refresh();
	}

	async refresh() {
		const asked = ++this.asked;
		const answer = await ask('GET', `/orders/${encodeURIComponent(this.id)}`);
		if (asked !== this.asked) return;
		if (!answer) return this.leave();
		const { order, journal } = answer;
		if (typeof order !== 'object' || !Array.isArray(order.order_lines))
			return this.showBroken(journal);
		byId('detail').replaceChildren(
			el(
				'header',
				{},
				el(
					'div',
					{},
					el('h2', {}, order.order_id),
					el('p', { class: 'quiet' }, `placed ${dateTime(order.created_date)} UTC`),
				),
				el('span', { class: 'group' }, pill(order.order_state), this.exit()),
			),
			...this.acts(order),
			el('h3', {}, 'Lines'),
			...order.order_lines.map(line),
			el('h3', {}, 'Order'),
			facts(order),
			el('h3', {}, 'What happened'),
			events(journal),
		);
	}

	showBroken(journal) {
		byId('detail').replaceChildren(
			el('header', {}, el('h2', {}, this.id), this.exit()),
			el('p', {}, 'This order is shown broken on purpose.'),
			el('div', { class: 'acts' }, this.act('Show it whole again', 'poison', { poison: null })),
			el('h3', {}, 'What happened'),
			events(journal),
		);
	}

	exit() {
		return el(
			'button',
			{ class: 'close', 'aria-label': 'Close', onclick: () => this.leave() },
			'×',
		);
	}

	act(label, name, body = {}, primary = false) {
		const run = async (event) => {
			event.target.disabled = true;
			await ask('POST', `/orders/${encodeURIComponent(this.id)}/${name}`, body);
			await this.refresh();
		};
		return el('button', { class: primary ? 'primary' : '', onclick: run }, label);
	}

	acts(order) {
		const state = order.order_state;
		const is = (...states) => states.includes(state);
		const lines = order.order_lines;
		const mine = order.fulfillment.center.code === 'DEFAULT';
		const refunding = lines.some((each) =>
			each.refunds.some((refund) => (refund.refund_state ?? refund.state) !== 'REFUNDED'),
		);
		const number = `RR${order.commercial_id.slice(-6)}PT`;
		const world = [
			is('STAGING') && this.act('Offer to the shop', 'offer', {}, true),
			is('WAITING_DEBIT', 'WAITING_DEBIT_PAYMENT') && this.act('Pay', 'pay', {}, true),
			is('SHIPPING') && !mine && this.act('Ship', 'ship', {}, true),
			is('SHIPPED', 'TO_COLLECT') && this.act('Deliver', 'deliver', {}, true),
			is('SHIPPED') && this.act('To a pick-up point', 'toCollect'),
			lines.some((each) => each.can_refund) && this.act('Return and refund', 'return'),
			refunding && this.act('Next refund step', 'advanceRefunds'),
			lines.some((each) => ['SHIPPED', 'TO_COLLECT', 'RECEIVED'].includes(each.order_line_state)) &&
				this.act('Open incident', 'openIncident'),
			order.has_incident && this.act('Close incident', 'closeIncident'),
			is('RECEIVED') && this.act('Close order', 'close'),
			is('WAITING_ACCEPTANCE') && this.act('Let the deadline pass', 'timeOut'),
			is('STAGING', 'WAITING_ACCEPTANCE', 'WAITING_DEBIT', 'WAITING_DEBIT_PAYMENT') &&
				this.act('Cancel', 'cancel'),
			this.act(order.has_customer_message ? 'Message answered' : 'Write a message', 'message', {
				hasMessage: !order.has_customer_message,
			}),
		].filter(Boolean);
		const seller = [
			is('WAITING_ACCEPTANCE') && this.act('Accept', 'accept', {}, true),
			is('WAITING_ACCEPTANCE') && this.act('Refuse', 'refuse'),
			is('SHIPPING') &&
				mine &&
				this.act(
					'Ship with CTT',
					'ship',
					{ tracking: { carrier_code: 'CTT', tracking_number: number } },
					true,
				),
		].filter(Boolean);
		return [
			...(seller.length > 0
				? [el('h3', {}, 'As the seller, by hand'), el('div', { class: 'acts' }, seller)]
				: []),
			el('h3', {}, 'As buyer or marketplace'),
			el('div', { class: 'acts' }, world),
		];
	}
}

function line(each) {
	return el(
		'section',
		{ class: 'line' },
		el(
			'header',
			{},
			el('b', {}, `${each.quantity} × ${each.product_title}`),
			el('span', {}, euros(each.total_price)),
		),
		el(
			'p',
			{},
			[
				each.order_line_id,
				each.offer_sku,
				each.shipping_price > 0 ? `${euros(each.shipping_price)} shipping` : 'free shipping',
			].join(' · '),
		),
		pill(each.order_line_state),
		each.refunds.map((refund) =>
			claim(`Refund ${refund.id}`, refund, refund.refund_state ?? refund.state),
		),
		each.cancelations.map((cancelation) => claim(`Cancelled ${cancelation.id}`, cancelation, null)),
	);
}

function claim(label, each, state) {
	return el(
		'div',
		{ class: 'claim' },
		el('span', {}, `${label} `, state ? pill(state) : ''),
		el('span', {}, euros(each.amount + each.shipping_amount)),
	);
}

function facts(order) {
	const address = order.customer.shipping_address;
	const list = [
		['Buyer', `${order.customer.firstname} ${order.customer.lastname}`],
		[
			'Ship to',
			address
				? [
						address.street_1,
						address.street_2,
						`${address.zip_code} ${address.city}`,
						address.country,
					]
						.filter(Boolean)
						.join(', ')
				: 'shown once the buyer has been debited',
		],
		['Channel', order.channel?.label ?? 'none'],
		[
			'Total',
			`${euros(order.total_price)} (${order.order_tax_mode === 'TAX_INCLUDED' ? 'taxes included' : 'without taxes'})`,
		],
		['Decided', order.acceptance_decision_date ? dateTime(order.acceptance_decision_date) : null],
		['Debited', order.customer_debited_date ? dateTime(order.customer_debited_date) : null],
		['Ship by', order.shipping_deadline ? dateTime(order.shipping_deadline) : null],
		[
			'Tracking',
			[order.shipping_company, order.shipping_tracking].filter(Boolean).join(' ') || null,
		],
		['Reference', order.references.order_reference_for_seller],
		['Fulfilled by', order.fulfillment.center.code],
		['Reason', order.order_state_reason_label],
	];
	return el(
		'dl',
		{ class: 'facts' },
		list
			.filter(([, value]) => value)
			.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
	);
}

function events(journal) {
	return el(
		'ol',
		{ class: 'story' },
		[...journal]
			.reverse()
			.map((entry) =>
				el('li', { class: entry.by }, el('time', {}, time(entry.at)), el('span', {}, story(entry))),
			),
	);
}
