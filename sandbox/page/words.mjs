/** States in words and colours. */
const states = {
	STAGING: ['New', ''],
	WAITING_ACCEPTANCE: ['To accept', 'amber'],
	WAITING_DEBIT: ['Accepted', 'blue'],
	WAITING_DEBIT_PAYMENT: ['Being debited', 'blue'],
	SHIPPING: ['To ship', 'violet'],
	SHIPPED: ['Shipped', 'teal'],
	TO_COLLECT: ['To collect', 'teal'],
	RECEIVED: ['Received', 'green'],
	CLOSED: ['Closed', ''],
	REFUSED: ['Refused', 'red'],
	CANCELED: ['Cancelled', 'red'],
	WAITING_REFUND: ['Refunding', 'amber'],
	WAITING_REFUND_PAYMENT: ['Refund being paid', 'amber'],
	REFUNDED: ['Refunded', 'green'],
	INCIDENT_OPEN: ['Incident', 'red'],
};

export const stateWord = (state) => states[state]?.[0] ?? state;
export const stateColour = (state) => states[state]?.[1] ?? '';

/** Groups of the list. */
export const groups = [
	['all', 'All', () => true],
	['accept', 'To accept', (order) => ['STAGING', 'WAITING_ACCEPTANCE'].includes(order.state)],
	['debit', 'Accepted', (order) => order.state.startsWith('WAITING_DEBIT')],
	['ship', 'To ship', (order) => order.state === 'SHIPPING'],
	['shipped', 'Shipped', (order) => ['SHIPPED', 'TO_COLLECT'].includes(order.state)],
	[
		'done',
		'Received or closed',
		(order) => ['RECEIVED', 'CLOSED', 'REFUNDED'].includes(order.state),
	],
	['lost', 'Refused or cancelled', (order) => ['REFUSED', 'CANCELED'].includes(order.state)],
	['refunds', 'With refunds', (order) => order.refunds > 0],
	['incidents', 'With incident', (order) => order.incident],
];

export const euros = (amount) =>
	new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' }).format(amount);

export const time = (at) => new Date(at).toISOString().slice(11, 19);

export function dateTime(at) {
	return at ? new Date(at).toISOString().slice(0, 19).replace('T', ' ') : '–';
}

/** How long ago, in one word. */
export function ago(at, now) {
	const seconds = Math.max(0, Math.round((now - at) / 1000));
	if (seconds < 60) return `${seconds} s ago`;
	if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
	if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
	return `${Math.floor(seconds / 86400)} d ago`;
}

/** A journal entry as a sentence. */
export function story({ kind, detail }) {
	switch (kind) {
		case 'placed':
			return 'Order placed';
		case 'state':
			return `${stateWord(detail.from)} → ${stateWord(detail.to)}${detail.reason === 'ACCEPTANCE_TIMEOUT' ? ' (nobody answered in time)' : ''}`;
		case 'accepted':
			return `${detail.lines.length} line${detail.lines.length === 1 ? '' : 's'} accepted`;
		case 'refused':
			return `${detail.lines.length} line${detail.lines.length === 1 ? '' : 's'} refused`;
		case 'tracking':
			return `Tracking: ${detail.carrierName ?? ''} ${detail.number ?? ''}`;
		case 'shipped':
			return 'Shipped';
		case 'shipment':
			return detail.shipped ? 'Parcel shipped' : 'Parcel prepared';
		case 'refund':
			return `Refund ${detail.refundId} of ${euros(detail.cents.total / 100)} asked for`;
		case 'refundState':
			return `Refund ${detail.refundId}: ${stateWord(detail.to).toLowerCase()}`;
		case 'cancelation':
			return `Cancelled ${euros(detail.cents.total / 100)}`;
		case 'shippingFrom':
			return `Ships from ${detail.shippingFrom.address?.country_iso_code ?? detail.shippingFrom.warehouse?.code}`;
		case 'sellerReference':
			return `Seller’s reference: ${detail.reference ?? 'none'}`;
		case 'customFields':
			return 'Custom fields changed';
		case 'incidentOpened':
			return 'Incident opened';
		case 'incidentClosed':
			return 'Incident closed';
		case 'message':
			return detail.hasMessage ? 'The buyer has written' : 'Message answered';
		case 'poisoned':
			return detail.poison ? `Shown broken: ${detail.poison}` : 'Shown whole again';
		default:
			return 'Something small changed';
	}
}
