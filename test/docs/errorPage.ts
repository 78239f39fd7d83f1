import { KNOWN_ERRORS, type KnownError } from '../../nodes/Worten/marketplace/catalogue';

const cell = (text: string) => text.replace(/\|/g, '\\|');

function sign({ code, example, operations }: KnownError): string {
	const what = code ? `\`${code}\`` : `“${cell(example!)}”, or similar`;
	return operations ? `${what} from ${operations.join(', ')}` : what;
}

/** The page of known errors (docs/errors.md), made from the catalogue the nodes use. */
export function errorPage(): string {
	return `# When Worten says no

What the nodes make of the marketplace's own errors: what happened, and what to do. Every error also
quotes the marketplace's code and message in full, and names the order and the item it belongs to.
An error that is not listed here is passed on as it came.

This page is made from the list the nodes work with (\`nodes/Worten/marketplace/catalogue.ts\`);
\`UPDATE_DOCS=1 npx jest test/docs\` writes it anew, and a test fails when it is out of date.

| The marketplace says | What happened | What to do |
|---|---|---|
${KNOWN_ERRORS.map((entry) => `| ${sign(entry)} | ${cell(entry.cause)} | ${cell(entry.next)} |`).join('\n')}

## When there is no proper answer

| What came back | What the nodes do |
|---|---|
| 401: the key is unknown | Stop at once and say so. Nothing is tried again. |
| 403: the key may not do this | Stop at once and say so. |
| 404 | Stop and say which order, and that the Shop ID may be another one. |
| 429: too many calls | Wait as long as the marketplace asks, all calls of the run together. Nothing was done, so nothing is done twice. |
| 5xx, a broken connection, an empty, cut off or foreign answer to a **read** | Read again, up to five times. |
| The same to a **write** | Read the order again. Done: carry on. Not done: send it again. Cannot be told: stop, and say what is known. |
| A redirect | Stop: the API key would go with it. |
`;
}
