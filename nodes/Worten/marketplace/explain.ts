import { knownError } from './catalogue';
import type { MarketplaceError } from './errors';
import { BLOCKED_BY_N8N, DOMAIN_NOT_ALLOWED } from './whyUnanswered';

export interface Explanation {
	/** What happened. */
	message: string;
	/** What to do about it, followed by the marketplace's own words. */
	description: string;
}

function seconds(milliseconds: number): string {
	const whole = Math.max(1, Math.ceil(milliseconds / 1000));
	if (whole < 120) return `${whole} second${whole === 1 ? '' : 's'}`;
	return `${Math.ceil(whole / 60)} minutes`;
}

/** The marketplace's words: its message, or the errors it lists instead. */
function saidOf({ said, details }: MarketplaceError): string | undefined {
	return said ?? details?.join('; ');
}

interface CauseAndNext {
	cause: string;
	next: string;
}

/** What never left, for reasons of its own; anything else, by whether it may have arrived. */
function unanswered({ code, maybeCarriedOut }: MarketplaceError): CauseAndNext {
	switch (code) {
		case 'ERR_CANCELED':
			return {
				cause: 'The execution was stopped while Worten was being asked',
				next: 'What was asked last may have been carried out. Running the workflow again looks at the order first.',
			};
		case DOMAIN_NOT_ALLOWED:
			return {
				cause: 'The credential does not allow calls to its own Base URL',
				next: 'Add the host of the Base URL to "Allowed HTTP Request Domains" in the credential, or set that to all.',
			};
		case BLOCKED_BY_N8N:
			return {
				cause: 'Your n8n does not let out calls to this Base URL',
				next: 'Check the Base URL of the credential. If it is right, ask the administrator of your n8n to allow this address.',
			};
		case 'ERR_INVALID_CHAR':
			return {
				cause: 'The API Key has a character in it that cannot be sent',
				next: 'Copy the key again from the back office (My user settings, then API key) into the credential, without blanks or line breaks.',
			};
		default:
			return maybeCarriedOut
				? {
						cause: 'The connection to Worten broke off before an answer came',
						next: 'Run it again in a few minutes.',
					}
				: {
						cause: 'Worten could not be reached',
						next: 'Check the Base URL of the credential and the internet connection of your n8n.',
					};
	}
}

function causeAndNext(error: MarketplaceError): CauseAndNext {
	switch (error.kind) {
		case 'unauthorized':
			return {
				cause: 'Worten did not accept the API key',
				next: 'Copy the key again from the back office (My user settings, then API key) into the credential. Creating a new key there makes the old one invalid.',
			};
		case 'forbidden':
			return {
				cause: 'This API key is not allowed to do that',
				next: 'Check the Shop ID of the credential and the rights of the user the key belongs to.',
			};
		case 'rateLimited':
			return {
				cause: 'Worten asks for fewer calls',
				next:
					error.retryAfterMs === undefined
						? 'Wait a minute and run it again; poll less often if it comes back.'
						: `Wait ${seconds(error.retryAfterMs)} and run it again; poll less often if it comes back.`,
			};
		case 'unavailable':
			return {
				cause: 'Worten could not answer just now',
				next: 'The marketplace or something in front of it has a problem. Run it again in a few minutes.',
			};
		case 'noAnswer':
			return unanswered(error);
		case 'redirected':
			return {
				cause: 'The Base URL leads somewhere else',
				next: 'The address answered with a redirect, which is not followed because your API key would go with it. Correct the Base URL of the credential; for Worten it is https://marketplace.worten.pt',
			};
		case 'unreadable':
			return {
				cause: 'Worten answered with something that cannot be read',
				next: 'Something between n8n and the marketplace may have cut or replaced the answer. Run it again in a few minutes; check the Base URL if it comes back.',
			};
		case 'notFound':
			return {
				cause: 'Worten does not know what was asked for',
				next: 'Check the order number, and the Base URL and Shop ID of the credential.',
			};
		case 'rejected':
			return {
				cause: saidOf(error)
					? `Worten said no: ${saidOf(error)}`
					: 'Worten said no, without a reason',
				next: 'Correct what the marketplace names and run it again.',
			};
	}
}

/**
 * A failed call in the seller's words: what happened, what to do, and the marketplace's own code
 * and message in full at the end.
 */
export function explain(error: MarketplaceError): Explanation {
	const words = [error.said, ...(error.details ?? [])].filter(Boolean).join('; ');
	const known =
		error.kind === 'rejected' || error.kind === 'notFound' || error.kind === 'forbidden'
			? knownError(error.operation, error.code, words)
			: undefined;
	const { cause, next } = known ?? causeAndNext(error);
	const verbatim = [error.status, error.code, words].filter(Boolean).join(' ');
	const whose = error.kind === 'noAnswer' ? 'The failure of' : "Worten's own answer to";
	return {
		message: cause,
		description: verbatim ? `${next} (${whose} ${error.operation}: ${verbatim})` : next,
	};
}
