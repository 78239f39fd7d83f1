import { OrderProblem } from '../../nodes/Worten/orders/problem';

/** The problem a call throws. Fails the test when it throws none, or something else. */
export function problemOf(call: () => unknown): OrderProblem {
	try {
		call();
	} catch (error) {
		if (error instanceof OrderProblem) return error;
		throw error;
	}
	throw new Error('no problem was thrown');
}
