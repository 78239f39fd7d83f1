import { runJob, type Job } from './job';

/** A process that runs the simulations it is sent. */
process.on('message', (job: Job) => {
	void runJob(job).then(
		(result) => process.send?.({ result }),
		(error: unknown) =>
			process.send?.({ failed: error instanceof Error ? error.stack : String(error) }),
	);
});
// Ctrl-C goes to the whole group: the run under way is finished and counted.
process.on('SIGINT', () => {});
