import { knownError } from './catalogue';
import type { MarketplaceError } from './errors';

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

function causeAndNext(error: MarketplaceError): { cause: string; next: string } {
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
			return error.maybeCarriedOut
				? {
						cause: 'The connection to Worten broke off before an answer came',
						next: 'Run it again in a few minutes.',
					}
				: {
						cause: 'Worten could not be reached',
						next: 'Check the Base URL of the credential and the internet connection of your n8n.',
					};
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
	return {
		message: cause,
		description: verbatim
			? `${next} (Worten's own answer to ${error.operation}: ${verbatim})`
			: next,
	};
}
