import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { MarketplaceClient, Timing } from '../marketplace/client';
import type { Reference } from '../marketplace/reference';

/** What an operation works with: n8n's context, and the marketplace. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly client: MarketplaceClient;
	readonly reference: Reference;
	readonly timing: Timing;
	/** The marketplace the orders are of. */
	readonly baseUrl: string;
}

/** One operation of the Worten node: how it is offered, its fields, and what it does. */
export interface Operation {
	/** The value saved in workflows. */
	readonly value: string;
	readonly name: string;
	readonly description: string;
	/** What the node's list of actions calls it. */
	readonly action: string;
	/** Its fields, without display options: those are added from resource and operation. */
	readonly fields: INodeProperties[];
	/** Handle every input item; one output list. */
	execute(run: Run): Promise<INodeExecutionData[]>;
}
