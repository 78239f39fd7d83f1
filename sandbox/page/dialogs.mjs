import { ask } from './api.mjs';
import { byId, el, openDialog, say } from './dom.mjs';
import { euros } from './words.mjs';

/** An order of one's own choice. */
export function chooseOrder(products, placed) {
	const product = el(
		'select',
		{ name: 'sku' },
		products.map((each) =>
			el('option', { value: each.sku }, `${each.pt} — ${euros(each.price / 100)}`),
		),
	);
	const select = (name, options) =>
		el(
			'select',
			{ name },
			options.map(([value, label]) => el('option', { value }, label)),
		);
	const quantity = el('input', {
		type: 'number',
		name: 'quantity',
		min: 1,
		max: 50,
		value: 1,
		required: true,
	});
	const country = select('country', [
		['PT', 'Portugal'],
		['ES', 'Spain'],
	]);
	const channel = select('channel', [
		['own', 'The country’s own'],
		['none', 'None'],
	]);
	const taxes = select('taxes', [
		['proportional', 'VAT, follows the amount'],
		['fixed', 'VAT and a fixed contribution'],
		['manual', 'VAT with the rule NONE'],
		['none', 'No taxes shown'],
	]);
	const shipping = el('input', {
		type: 'number',
		name: 'shipping',
		min: 0,
		step: 0.01,
		value: 3.99,
		required: true,
	});
	const place = async (event) => {
		event.preventDefault();
		const answer = await ask('POST', '/orders', {
			items: [{ sku: product.value, quantity: Number(quantity.value) }],
			country: country.value,
			...(channel.value === 'none'
				? { channel: null }
				: { channel: `WRT_${country.value}_ONLINE` }),
			taxes: taxes.value,
			shipping: Number(shipping.value),
			fulfillmentCenter: 'DEFAULT',
		});
		if (!answer) return;
		byId('choose-dialog').close();
		placed(answer.orders[0].id);
	};
	const labelled = (text, field, wide) => el('label', { class: wide ? 'wide' : '' }, text, field);
	openDialog(
		'choose',
		'Place an order',
		el(
			'form',
			{ onsubmit: place },
			el(
				'div',
				{ class: 'fields' },
				labelled('Product', product, true),
				labelled('Quantity', quantity),
				labelled('Shipping charge, €', shipping),
				labelled('Country', country),
				labelled('Channel', channel),
				labelled('Taxes', taxes, true),
			),
			el('footer', {}, el('button', { class: 'primary' }, 'Place order')),
		),
	);
}

const presets = [
	['Too many requests', '429 with Retry-After, on one call in ten', { tooManyRequests: 0.1 }],
	[
		'Server errors',
		'500s and proxy pages, one call in ten',
		{ serverError: 0.05, htmlError: 0.05 },
	],
	['Connection cut before', 'Nothing was done, one call in ten', { resetBefore: 0.1 }],
	[
		'Done, then connection cut',
		'It was done and nobody is told, one call in ten',
		{ resetAfter: 0.1 },
	],
	['Broken answers', 'Cut short or empty, one call in ten', { truncated: 0.05, empty: 0.05 }],
	[
		'No answer',
		'The connection hangs, one call in thirty',
		{ hangBefore: 0.02, hangAfter: 0.0133 },
	],
];

const isOn = (rates, preset) => Object.keys(preset).every((kind) => rates[kind] > 0);

/** How many kinds of trouble are on, for the button. */
export function faultsOn({ reads, writes }) {
	return presets.filter(([, , preset]) => isOn(reads, preset) || isOn(writes, preset)).length;
}

/** Troubles to switch on and off. */
export function chooseFaults(faults, kinds) {
	const flip = (preset, side) => async (event) => {
		const on = event.target.checked;
		const rates = Object.fromEntries(
			Object.entries(preset).map(([kind, rate]) => [kind, on ? rate : 0]),
		);
		await ask('PUT', '/faults', { [side]: rates });
	};
	const toggle = (preset, side, label) =>
		el(
			'label',
			{ class: 'switch' },
			el('input', {
				type: 'checkbox',
				role: 'switch',
				checked: isOn(faults[side], preset),
				onchange: flip(preset, side),
			}),
			el('span'),
			label,
		);
	const kind = el(
		'select',
		{ 'aria-label': 'Kind of fault' },
		kinds.map((each) =>
			el(
				'option',
				{ value: each },
				each.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
			),
		),
	);
	const method = el(
		'select',
		{ 'aria-label': 'Which call' },
		el('option', { value: '' }, 'next call'),
		el('option', { value: 'GET' }, 'next read'),
		el('option', { value: 'PUT' }, 'next write'),
	);
	const strike = async () => {
		const answer = await ask('POST', '/faults/next', {
			kind: kind.value,
			...(method.value ? { method: method.value } : {}),
		});
		if (answer) say('Queued.');
	};
	const off = async () => {
		const none = Object.fromEntries(kinds.map((each) => [each, 0]));
		await ask('PUT', '/faults', { reads: none, writes: none });
		await ask('DELETE', '/faults/next');
		byId('faults-dialog').close();
	};
	openDialog(
		'faults',
		'Faults',
		el('p', { class: 'quiet' }, 'What can go wrong between a workflow and the marketplace.'),
		...presets.map(([label, about, preset]) =>
			el(
				'div',
				{ class: 'fault' },
				el('div', {}, label, el('small', {}, about)),
				el(
					'div',
					{ class: 'group' },
					toggle(preset, 'reads', 'reads'),
					toggle(preset, 'writes', 'writes'),
				),
			),
		),
		el('h3', {}, 'Once'),
		el('div', { class: 'next' }, kind, method, el('button', { onclick: strike }, 'Queue')),
		el('footer', {}, el('button', { onclick: off }, 'All off')),
	);
}

/** What a credential or a script needs to talk to this sandbox. */
export function showConnection(settings) {
	const copy = (text) =>
		el(
			'div',
			{ class: 'copy' },
			el('code', {}, text),
			el(
				'button',
				{
					onclick: async () => {
						await navigator.clipboard.writeText(text);
						say('Copied.');
					},
				},
				'Copy',
			),
		);
	const url = location.origin;
	openDialog(
		'connect',
		'Connect to this marketplace',
		el('h3', {}, 'Base URL'),
		copy(url),
		el('h3', {}, 'API key'),
		copy(settings.apiKeys[0]),
		el('h3', {}, 'Shops'),
		el('p', {}, settings.shops.map((shop) => `${shop.name} (${shop.id})`).join(', ')),
		el('h3', {}, 'From a terminal'),
		el(
			'pre',
			{},
			`curl -H 'Authorization: ${settings.apiKeys[0]}' \\\n  '${url}/api/orders?order_state_codes=WAITING_ACCEPTANCE'`,
		),
	);
}
