import type { KillingOutcome } from './killing';
import type { QueueOutcome } from './queue';
import { lost } from './tally';

/** The figures of one run, as docs/resilience.md shows them. */
export function report(engine: string, outcome: KillingOutcome): string {
	const { kills, interrupted, gaps, gapWidths, repeated, twice } = outcome;
	const missing = lost(outcome);
	const aims = (['handing over', 'reading', 'anywhere'] as const)
		.map((aim) => `${kills.filter((kill) => kill.aim === aim).length} ${aim}`)
		.join(', ');
	return [
		`${engine}: ${outcome.orders} orders, ${outcome.events} events in ${outcome.minutes.toFixed(1)} minutes`,
		`killed ${kills.length} times (${aims}); ${interrupted.length} executions interrupted and retried; ${outcome.failedPolls} failed polls`,
		`lost ${missing.length}, delivered twice ${twice.length}, items repeated by Retry ${repeated.length}, kills in n8n's own gap ${gaps.length}`,
		...(gapWidths.measured > 0
			? [
					`width of that gap in ${gapWidths.measured} batches: median ${gapWidths.median} ms, longest ${gapWidths.longest} ms`,
				]
			: []),
		...(missing.length > 0 ? [`lost: ${missing.slice(0, 10).join(', ')}`] : []),
		...(twice.length > 0 ? [`twice: ${twice.slice(0, 10).join(', ')}`] : []),
	].join('\n    ');
}

/** The same for queue mode. */
export function queueReport(outcome: QueueOutcome): string {
	const missing = lost(outcome);
	const { lostOrders, outdated, lostRefunds } = outcome.withoutCatchUp;
	const ended = outcome.interrupted.map(({ id, status }) => `${id} (${status})`).join(', ');
	return [
		`queue mode: ${outcome.orders} orders, ${outcome.events} events in ${outcome.minutes.toFixed(1)} minutes`,
		`${outcome.executions} executions; begun by the workers: ${outcome.begun.join(', ')}`,
		`a worker killed in execution ${ended} with ${outcome.interruptedOrders} orders; the error workflow fetched ${outcome.caughtUp}, and counts for those alone`,
		`n8n's own Retry brought ${outcome.broughtByRetry} items`,
		`without the error workflow n8n would have dropped: ${lostOrders.length} orders, ${outdated.length} last statuses, ${lostRefunds.length} refunds`,
		`lost ${missing.length}, delivered twice ${outcome.twice.length}`,
		...(missing.length > 0 ? [`lost: ${missing.slice(0, 10).join(', ')}`] : []),
	].join('\n    ');
}
