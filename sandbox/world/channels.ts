/** CH11: Worten's two storefronts. */
export const channels = [
	{
		code: 'WRT_ES_ONLINE',
		label: 'Worten España',
		description: 'Worten España Online',
		country: 'ES',
	},
	{
		code: 'WRT_PT_ONLINE',
		label: 'Worten Portugal',
		description: 'Worten Portugal Online',
		country: 'PT',
	},
] as const;
