import { DateTime } from 'luxon';
import { sleep } from 'n8n-workflow';
import type { Timing } from './client';

/** Real time, inside n8n. */
export const n8nTiming: Timing = {
	now: () => DateTime.utc(),
	wait: async (milliseconds) => await sleep(milliseconds),
	random: () => Math.random(),
};
