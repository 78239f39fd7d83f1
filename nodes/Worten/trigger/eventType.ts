/**
 * Everything a workflow can be started by. Names are an interface: saved workflows hold them.
 * In the order in which the events of one order are told when several come together.
 */
export const EVENT_TYPES = [
	'newOrder',
	'orderChanged',
	'statusChanged',
	'waitingAcceptance',
	'readyToShip',
	'refusedAutomatically',
	'incidentOpened',
	'refundChanged',
	'shipmentDueSoon',
	'stuckInDebit',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Events that time alone brings about: the order itself does not change. */
export const TIME_DRIVEN: ReadonlySet<EventType> = new Set(['shipmentDueSoon', 'stuckInDebit']);
