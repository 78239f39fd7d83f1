/** SH21. The tracking addresses are the sandbox's own: no parcel of it is known to a real carrier. */
export interface Carrier {
	code: string;
	label: string;
	standardCode: string | null;
	/** With {trackingId} in it; null for a carrier without tracking. */
	trackingUrl: string | null;
}

const base = 'https://tracking.example';

/** Sorted by label, as SH21 answers. */
export const carriers: readonly Carrier[] = [
	{
		code: 'CORREOS',
		label: 'Correos',
		standardCode: 'CORREOS_ES',
		trackingUrl: `${base}/correos?n={trackingId}`,
	},
	{
		code: 'CORREOS_EXP',
		label: 'Correos Express',
		standardCode: 'CORREOS_EXPRESS',
		trackingUrl: `${base}/correos-express?n={trackingId}`,
	},
	{ code: 'CTT', label: 'CTT', standardCode: 'CTT_PT', trackingUrl: `${base}/ctt?n={trackingId}` },
	{
		code: 'CTT_EXP',
		label: 'CTT Expresso',
		standardCode: 'CTT_EXPRESSO',
		trackingUrl: `${base}/ctt-expresso?n={trackingId}`,
	},
	{ code: 'DHL', label: 'DHL', standardCode: 'DHL', trackingUrl: `${base}/dhl?n={trackingId}` },
	{ code: 'DPD', label: 'DPD', standardCode: 'DPD_PT', trackingUrl: `${base}/dpd?n={trackingId}` },
	{ code: 'OWN', label: 'Entrega própria', standardCode: null, trackingUrl: null },
	{ code: 'GLS', label: 'GLS', standardCode: 'GLS', trackingUrl: `${base}/gls?n={trackingId}` },
	{ code: 'MRW', label: 'MRW', standardCode: 'MRW', trackingUrl: `${base}/mrw?n={trackingId}` },
	{ code: 'SEUR', label: 'SEUR', standardCode: 'SEUR', trackingUrl: `${base}/seur?n={trackingId}` },
	{ code: 'UPS', label: 'UPS', standardCode: 'UPS', trackingUrl: `${base}/ups?n={trackingId}` },
];

/** The address at which a parcel of this carrier is followed. */
export function trackingUrl(carrier: Carrier, number: string | null): string | null {
	if (!carrier.trackingUrl || !number) return null;
	return carrier.trackingUrl.replace('{trackingId}', encodeURIComponent(number));
}
