import type { Operation } from '../operation';
import { accept } from './accept.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { refund } from './refund.operation';
import { refuse } from './refuse.operation';
import { ship } from './ship.operation';

/** The operations on orders, in alphabetical order of their names. */
export const order: readonly Operation[] = [accept, get, getAll, refund, refuse, ship];

/** What a new node begins with: reading does no harm. */
export const firstOperation = getAll.value;
