import type { Api } from './owner';
import type { Execution } from './tally';

/**
 * Run every execution that did not end well once more, as a user does with Retry on the Executions
 * page. n8n does not do so by itself. Answers those executions.
 */
export async function retryInterrupted(api: Api, workflowId: string): Promise<Execution[]> {
	const executions = (await api.executions(workflowId, 250)) as Execution[];
	const retried = new Set(executions.map(({ retryOf }) => retryOf));
	const interrupted = executions
		.filter(({ id, status }) => ['crashed', 'error'].includes(status) && !retried.has(id))
		.reverse();
	for (const { id } of interrupted) {
		await api.call('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false });
	}
	return interrupted;
}
