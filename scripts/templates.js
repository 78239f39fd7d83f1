// The workflows in workflows/, made ready for an instance of ours.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { root } = require('./paths');

const TRIGGER = 'n8n-nodes-worten.wortenTrigger';
const ACTION = 'n8n-nodes-worten.worten';

/** Which credential type a node of a template needs, by its type and its `authentication`. */
function credentialType({ type, parameters }) {
	if (type === TRIGGER || type === ACTION) return 'wortenApi';
	if (parameters.authentication === 'headerAuth') return 'httpHeaderAuth';
	if (parameters.authentication === 'basicAuth') return 'httpBasicAuth';
	return undefined;
}

/** A template as its file has it. */
function readTemplate(name) {
	return JSON.parse(readFileSync(join(root, 'workflows', `${name}.json`), 'utf8'));
}

/**
 * A template with credentials chosen, polling every minute instead of every 15, and, where it has
 * a table of tracking numbers, inventing those that are missing: the sandbox has no warehouse.
 * @param {string} name file name without .json
 * @param {Record<string, { id: string, name: string }>} credentials by type
 */
function templateFor(name, credentials) {
	const workflow = readTemplate(name);
	for (const node of workflow.nodes) {
		const type = credentialType(node);
		if (type) node.credentials = { [type]: credentials[type] };
		if (node.type === TRIGGER) {
			node.parameters.pollTimes = { item: [{ mode: 'everyMinute' }] };
		}
		if (typeof node.parameters.jsonOutput === 'string') {
			node.parameters.jsonOutput = node.parameters.jsonOutput.replace(
				'"makeUpNumbers": false',
				'"makeUpNumbers": true',
			);
		}
	}
	return workflow;
}

module.exports = { ACTION, TRIGGER, readTemplate, templateFor };
