/** What zod found wrong, as far as it is the same in its versions 3 and 4. */
interface Issue {
	readonly code?: string;
	readonly message: string;
	readonly path: ReadonlyArray<PropertyKey>;
	readonly expected?: unknown;
	readonly options?: unknown;
	readonly values?: unknown;
	readonly minimum?: unknown;
	readonly maximum?: unknown;
	/** Of a union: version 3. */
	readonly unionErrors?: ReadonlyArray<{ readonly issues: readonly Issue[] }>;
	/** Of a union: version 4. */
	readonly errors?: ReadonlyArray<readonly Issue[]>;
}

const NAMES: Readonly<Record<string, string>> = {
	string: 'text',
	number: 'a number',
	int: 'a whole number',
	integer: 'a whole number',
	boolean: 'true or false',
	array: 'a list',
	object: 'an object',
	record: 'an object',
};

/** What kind of value somebody or something gave, in plain words. */
export function kindOf(value: unknown): string {
	if (value === undefined || value === null) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	return NAMES[typeof value] ?? `a ${typeof value}`;
}

function at(value: unknown, path: ReadonlyArray<PropertyKey>): unknown {
	let found = value;
	for (const key of path) {
		if (found === null || found === undefined) return undefined;
		found = (found as Record<PropertyKey, unknown>)[key];
	}
	return found;
}

function expectations(issue: Issue): string[] {
	switch (issue.code) {
		case 'invalid_type':
			return [NAMES[String(issue.expected)] ?? String(issue.expected)];
		case 'invalid_enum_value':
		case 'invalid_value': {
			const allowed = issue.options ?? issue.values;
			return Array.isArray(allowed) ? allowed.map((value) => `"${String(value)}"`) : [];
		}
		case 'invalid_union': {
			const branches = issue.unionErrors?.map(({ issues }) => issues) ?? issue.errors ?? [];
			return [...new Set(branches.flatMap((issues) => issues.flatMap(expectations)))];
		}
		case 'too_small':
			return typeof issue.minimum === 'number' ? [`${issue.minimum} or more`] : [];
		case 'too_big':
			return typeof issue.maximum === 'number' ? [`${issue.maximum} or less`] : [];
		default:
			return [];
	}
}

function listed(words: readonly string[]): string {
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/**
 * What is wrong with a value, in plain English, to follow its name: "is missing", "has to be a list,
 * but is text". Only kinds are named, never values.
 *
 * @param whole what was checked: the issue's path leads into it
 */
export function plainIssue(issue: Issue, whole: unknown): string {
	// Messages of our own are sentences already.
	if (issue.code === 'custom') return issue.message;
	const value = at(whole, issue.path);
	if (value === undefined || value === null) return 'is missing';
	if (typeof value === 'string' && value.trim() === '') return 'is empty';
	const wanted = expectations(issue);
	if (wanted.length === 0) return 'has a form that is not understood';
	const sized = issue.code !== 'invalid_type' && issue.code !== 'invalid_union';
	return `has to be ${listed(wanted)}${sized ? '' : `, but is ${kindOf(value)}`}`;
}
