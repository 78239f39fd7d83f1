/** Makes an element: `el('p', { class: 'quiet' }, 'text', child)`. Text is always text, never markup. */
export function el(name, attributes = {}, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (value === undefined || value === null || value === false) continue;
		if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
		else if (key in element && typeof value === 'boolean') element[key] = value;
		else element.setAttribute(key, value === true ? '' : String(value));
	}
	element.append(
		...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
	);
	return element;
}

export const byId = (id) => document.getElementById(id);

let fading;

/** Says something for a few seconds. */
export function say(text) {
	const toast = byId('toast');
	toast.textContent = text;
	toast.hidden = false;
	clearTimeout(fading);
	fading = setTimeout(() => (toast.hidden = true), 5000);
}

/** A dialog with title, contents and a way out. */
export function openDialog(id, title, ...contents) {
	const dialog = byId(`${id}-dialog`);
	dialog.replaceChildren(
		el(
			'header',
			{},
			el('h2', { id: `${id}-title` }, title),
			el('button', { class: 'close', 'aria-label': 'Close', onclick: () => dialog.close() }, '×'),
		),
		...contents,
	);
	if (!dialog.open) dialog.showModal();
	return dialog;
}
