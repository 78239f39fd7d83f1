/**
 * What the marketplace says when it says no, and what that means for a seller. One entry a known
 * error; `docs/errors.md` is made from this list. Errors that are not in it pass through in full.
 */
export interface KnownError {
	/** Mirakl's error code, where it sends one. */
	readonly code?: string;
	/** Its message, recognised by the words that matter: wording differs between versions. */
	readonly words?: RegExp;
	/** Such a message, for the docs. */
	readonly example?: string;
	/** Only for these API operations; without it, for all. */
	readonly operations?: readonly string[];
	/** What happened, in a seller's words. */
	readonly cause: string;
	/** What to do. */
	readonly next: string;
}

export const KNOWN_ERRORS: readonly KnownError[] = [
	{
		code: 'ORDER_INVALID_STATE',
		operations: ['OR21'],
		cause: 'The order no longer waits for acceptance',
		next: 'It was accepted, refused or cancelled meanwhile, perhaps by hand in the back office. Read the order to see its present status.',
	},
	{
		code: 'ORDER_NOT_FOUND',
		cause: 'The marketplace does not know this order',
		next: 'Check the order number, and the Shop ID of the credential: an order of another shop cannot be found.',
	},
	{
		code: 'ORDER_LINE_NOT_FOUND',
		cause: 'A line of this order does not exist',
		next: 'Check the line IDs: each one has to belong to this order.',
	},
	{
		code: 'ORDER_LINE_DUPLICATE_ID',
		cause: 'A line was named twice',
		next: 'Name every line only once.',
	},
	{
		code: 'ORDER_LINE_NULL_ELEMENT',
		cause: 'The list of lines has an empty entry',
		next: 'Remove the empty line ID.',
	},
	{
		code: 'ORDER_LINE_ACCEPTANCE_DECISION_MISSING',
		cause: 'Some lines of the order got no decision',
		next: 'The order was changed while it was being accepted. Run the item again.',
	},
	{
		code: 'ORDER_PARTIAL_ACCEPTANCE_DISABLED',
		cause: 'Worten does not let your shop accept only part of an order',
		next: 'Either accept all lines and refund what you cannot send, or refuse the whole order.',
	},
	{
		code: 'ORDER_FULFILLED_UNAUTHORIZED',
		cause: 'This order is fulfilled by the marketplace, not by you',
		next: 'Leave it to the marketplace. Filter such orders out with the field fulfilledByMarketplace.',
	},
	{
		code: 'VALIDATION_ERROR',
		cause: 'The marketplace did not accept the data',
		next: 'See what it said about each field in the details, correct it and run the item again.',
	},
	{
		words: /tracking.*(mandatory|required)/i,
		example: 'Tracking details are mandatory for this shipping method',
		operations: ['OR23', 'OR24', 'ST01', 'ST23', 'ST24'],
		cause: 'This shipping method needs tracking details',
		next: 'Give a tracking number and a carrier the marketplace has registered.',
	},
	{
		words: /carrier/i,
		example: 'The carrier code is not valid',
		operations: ['OR23', 'ST01', 'ST23'],
		cause: 'The marketplace did not accept the carrier',
		next: 'Choose a registered carrier from the list, or check that your shop may use others.',
	},
	{
		words: /payable balance/i,
		example: 'The shop does not have a sufficient payable balance for the refund',
		operations: ['OR28'],
		cause: 'Your shop does not have enough payable balance for this refund',
		next: 'Nothing was refunded. Wait until more sales have been paid out to your balance, or ask Worten seller support.',
	},
	{
		words: /not.*(been )?debited|debit/i,
		example: 'The order line has not been debited',
		operations: ['OR28'],
		cause: 'The customer has not been charged for this order yet',
		next: 'Wait for the debit, or cancel the order in the back office instead of refunding it.',
	},
	{
		words: /(refund|another).*(in progress|running|pending|being processed)/i,
		example: 'A refund is already in progress',
		operations: ['OR28'],
		cause: 'Another refund of this order is still being processed',
		next: 'Wait until it is done, then run the item again: what is refunded by then is not refunded twice.',
	},
	{
		words: /(exceed|greater|higher|superior|more than)/i,
		example: 'The amount exceeds the refundable amount',
		operations: ['OR28'],
		cause: 'The refund is higher than what is left on the line',
		next: 'Read the order to see what was refunded meanwhile, and refund no more than what is left.',
	},
	{
		words: /reason/i,
		example: 'The reason code is not valid',
		operations: ['OR28', 'OR29', 'OR30'],
		cause: 'The marketplace did not accept the reason',
		next: 'Choose a reason from the list: reasons differ between marketplaces and can be switched off.',
	},
	{
		words: /shipping.?(from|origin)/i,
		example: 'The shipping origin cannot be edited',
		operations: ['OR07'],
		cause: 'Your shop may not change the country an order is sent from',
		next: 'Leave "Ship-From Country" empty, or ask Worten seller support to allow it.',
	},
	{
		words: /state|status/i,
		example: 'The order is not in the expected state',
		operations: ['OR21', 'OR23', 'OR24', 'OR28'],
		cause: 'The order is not at a status that allows this',
		next: 'Read the order to see its present status.',
	},
];

/** The entry that explains an error; a code tells more than words, and both more than neither. */
export function knownError(
	operation: string,
	code: string | undefined,
	words: string,
): KnownError | undefined {
	const here = KNOWN_ERRORS.filter(
		(entry) => entry.operations === undefined || entry.operations.includes(operation),
	);
	return (
		here.find((entry) => entry.code !== undefined && entry.code === code) ??
		here.find((entry) => entry.words?.test(words))
	);
}
