import type { KillingOutcome } from './killing';

/** The figures of one run, as docs/resilience.md shows them. */
export function report(engine: string, outcome: KillingOutcome): string {
	const { kills, interrupted, gaps, gapWidths, repeated, twice } = outcome;
	const lost = [...outcome.lostOrders, ...outcome.outdated, ...outcome.lostRefunds];
	const aimed = kills.filter(({ aim }) => aim === 'handing over').length;
	return [
		`${engine}: ${outcome.orders} orders, ${outcome.events} events in ${outcome.minutes.toFixed(1)} minutes`,
		`killed ${kills.length} times (${aimed} while a batch was handed over); ${interrupted.length} executions interrupted and retried`,
		`lost ${lost.length}, delivered twice ${twice.length}, items repeated by Retry ${repeated.length}, kills in n8n's own gap ${gaps.length}`,
		`that gap was at most ${gapWidths.longest} ms wide in ${gapWidths.measured} batches`,
		...(lost.length > 0 ? [`lost: ${lost.slice(0, 10).join(', ')}`] : []),
		...(twice.length > 0 ? [`twice: ${twice.slice(0, 10).join(', ')}`] : []),
	].join('\n    ');
}
