// n8n stores execution data in the "flatted" form: one JSON list in which every object stands
// once, and each of its text values is the position, in that list, of what it really holds.

/** The value a flatted text stands for. Objects that occur twice are one object again. */
function revive(text) {
	const list = JSON.parse(text);
	const made = new Map();
	const at = (position) => {
		const entry = list[position];
		if (typeof entry !== 'object' || entry === null) return entry;
		if (made.has(position)) return made.get(position);
		const copy = Array.isArray(entry) ? [] : {};
		made.set(position, copy);
		for (const [key, value] of Object.entries(entry)) {
			copy[key] = typeof value === 'string' ? at(Number(value)) : value;
		}
		return copy;
	};
	return at(0);
}

module.exports = { revive };
