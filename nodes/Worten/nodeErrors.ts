import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import { AddressError } from './marketplace/address';
import { isHeldBack, MarketplaceError } from './marketplace/errors';
import { explain } from './marketplace/explain';
import { OrderProblem } from './orders/problem';

/** n8n-workflow does not export the name of this type. */
type Failure = NonNullable<NonNullable<ConstructorParameters<typeof NodeApiError>[2]>['failure']>;

/** Why it failed, in the terms by which n8n decides whether and when to try again. */
function failureOf(error: MarketplaceError): Failure {
	if (isHeldBack(error)) return { cause: 'configuration-invalid' };
	switch (error.kind) {
		case 'unauthorized':
		case 'forbidden':
			return { cause: 'credential-invalid' };
		case 'rateLimited':
			return error.retryAfterMs === undefined
				? { cause: 'rate-limited' }
				: { cause: 'rate-limited', retryAfterMs: error.retryAfterMs };
		case 'unavailable':
		case 'noAnswer':
		case 'unreadable':
			return { cause: 'temporarily-unavailable' };
		case 'notFound':
		case 'rejected':
		case 'redirected':
			return { cause: 'configuration-invalid' };
	}
}

export interface ErrorContext {
	itemIndex?: number;
	/** What was being done, to begin the message with: "Order 123-A was not accepted". */
	undone?: string;
	/** Added to what to do: what is known about a write that may have happened. */
	known?: string;
}

/**
 * Any error as n8n wants to show it: what happened as the message, what to do as the description,
 * the item it belongs to, and for n8n's back-off why it failed. Never carries the API key.
 */
export function asNodeError(
	node: INode,
	error: unknown,
	{ itemIndex, undone, known }: ErrorContext = {},
): NodeApiError | NodeOperationError {
	const headed = (message: string) => (undone ? `${undone}: ${message}` : message);
	const described = (text: string) => (known ? `${known} ${text}` : text);

	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		if (itemIndex !== undefined) error.context.itemIndex = itemIndex;
		return error;
	}
	if (error instanceof MarketplaceError) {
		const { message, description } = explain(error);
		// Keys of our own: of a `code` or `message` n8n would make a message that replaces ours.
		const details: JsonObject = {
			apiOperation: error.operation,
			...(error.status === undefined ? {} : { apiStatus: error.status }),
			...(error.code === undefined ? {} : { apiCode: error.code }),
			...(error.said === undefined ? {} : { apiMessage: error.said }),
			...(error.details === undefined ? {} : { apiDetails: error.details }),
		};
		return new NodeApiError(node, details, {
			message: headed(message),
			description: described(description),
			...(error.status === undefined ? {} : { httpCode: String(error.status) }),
			failure: failureOf(error),
			itemIndex,
		});
	}
	if (error instanceof OrderProblem || error instanceof AddressError) {
		// Most problems name their order themselves; once is enough.
		const named =
			error instanceof OrderProblem &&
			error.orderId !== undefined &&
			error.message.includes(error.orderId);
		const message = named ? error.message : headed(error.message);
		const failed = new NodeOperationError(node, message, {
			description: described(error.hint),
			itemIndex,
			// A mistake in the input, not in the software: nothing to report to n8n.
			level: 'warning',
		});
		if (error instanceof OrderProblem) {
			Object.assign(failed.context, {
				...(error.orderId === undefined ? {} : { orderId: error.orderId }),
				...(error.lineId === undefined ? {} : { lineId: error.lineId }),
			});
		}
		return failed;
	}
	const unexpected = error instanceof Error ? error.message : String(error);
	return new NodeOperationError(node, headed(unexpected), { description: known, itemIndex });
}
