import { nodeWillDo } from '../../scripts/node-version';

it.each([
	['20.9.0', true],
	['20.20.2', true],
	['24.0.0', true],
	['20.8.1', false],
	['18.20.4', false],
	['9.99.0', false],
])('Node %s will do: %s', (version, expected) => {
	expect(nodeWillDo(version)).toBe(expected);
});
