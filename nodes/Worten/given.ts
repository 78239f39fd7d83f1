/** Whether a field holds anything: not nothing, and not text of blanks. */
export function isGiven(value: unknown): boolean {
	return (
		value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')
	);
}
