import type { Api } from './owner';
import type { Execution } from './tally';

/**
 * Run every execution of a workflow that ended so once more, as a user does with Retry on the
 * Executions page: `crashed` is what n8n calls one it was killed in, `error` one whose worker was.
 * n8n does not do so by itself. Answers those executions.
 */
export async function retryEnded(
	how: 'crashed' | 'error',
	api: Api,
	workflowId: string,
): Promise<Execution[]> {
	const executions = (await api.executions(workflowId, 250)) as Execution[];
	const interrupted = executions.filter(({ status }) => status === how).reverse();
	for (const { id } of interrupted) {
		await api.call('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false });
	}
	return interrupted;
}
