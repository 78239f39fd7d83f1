/** RE01. Codes are this sandbox's own: every operator has different ones. */
export interface Reason {
	code: string;
	type: 'INCIDENT_OPEN' | 'INCIDENT_CLOSE' | 'REFUND' | 'CANCELATION' | 'ORDER_MESSAGING';
	shop: boolean;
	en: string;
	pt: string;
	es: string;
}

export const reasons: readonly Reason[] = [
	{
		code: '101',
		type: 'INCIDENT_OPEN',
		shop: false,
		en: 'Item not received',
		pt: 'Artigo não recebido',
		es: 'Artículo no recibido',
	},
	{
		code: '102',
		type: 'INCIDENT_OPEN',
		shop: false,
		en: 'Item damaged or faulty',
		pt: 'Artigo danificado ou com defeito',
		es: 'Artículo dañado o defectuoso',
	},
	{
		code: '103',
		type: 'INCIDENT_OPEN',
		shop: true,
		en: 'Address problem',
		pt: 'Problema com a morada',
		es: 'Problema con la dirección',
	},
	{
		code: '111',
		type: 'INCIDENT_CLOSE',
		shop: true,
		en: 'Replacement sent',
		pt: 'Artigo substituído',
		es: 'Artículo sustituido',
	},
	{
		code: '112',
		type: 'INCIDENT_CLOSE',
		shop: true,
		en: 'Agreement with the customer',
		pt: 'Acordo com o cliente',
		es: 'Acuerdo con el cliente',
	},
	{
		code: '113',
		type: 'INCIDENT_CLOSE',
		shop: false,
		en: 'Closed by the marketplace',
		pt: 'Encerrado pelo marketplace',
		es: 'Cerrado por el marketplace',
	},
	{
		code: '201',
		type: 'REFUND',
		shop: true,
		en: 'Out of stock',
		pt: 'Sem stock',
		es: 'Sin existencias',
	},
	{
		code: '202',
		type: 'REFUND',
		shop: true,
		en: 'Item returned',
		pt: 'Artigo devolvido',
		es: 'Artículo devuelto',
	},
	{
		code: '203',
		type: 'REFUND',
		shop: true,
		en: 'Item damaged or faulty',
		pt: 'Artigo danificado ou com defeito',
		es: 'Artículo dañado o defectuoso',
	},
	{
		code: '204',
		type: 'REFUND',
		shop: true,
		en: 'Goodwill gesture',
		pt: 'Gesto comercial',
		es: 'Gesto comercial',
	},
	{
		code: '205',
		type: 'REFUND',
		shop: false,
		en: 'Decision of the marketplace',
		pt: 'Decisão do marketplace',
		es: 'Decisión del marketplace',
	},
	{
		code: '301',
		type: 'CANCELATION',
		shop: true,
		en: 'Cancelled at the customer’s request',
		pt: 'Cancelado a pedido do cliente',
		es: 'Cancelado a petición del cliente',
	},
	{
		code: '302',
		type: 'CANCELATION',
		shop: true,
		en: 'Item unavailable',
		pt: 'Artigo indisponível',
		es: 'Artículo no disponible',
	},
	{
		code: '303',
		type: 'CANCELATION',
		shop: false,
		en: 'Payment refused',
		pt: 'Pagamento recusado',
		es: 'Pago rechazado',
	},
	{
		code: '401',
		type: 'ORDER_MESSAGING',
		shop: true,
		en: 'Question about delivery',
		pt: 'Questão sobre a entrega',
		es: 'Pregunta sobre la entrega',
	},
	{
		code: '402',
		type: 'ORDER_MESSAGING',
		shop: true,
		en: 'Other question',
		pt: 'Outra questão',
		es: 'Otra pregunta',
	},
];

/** The reason's name in the language of a locale such as pt_PT; English when there is none. */
export function reasonLabel(code: string | null, locale?: string): string | null {
	if (code === null) return null;
	if (code === 'ACCEPTANCE_TIMEOUT') return 'The shop did not answer in time';
	const reason = reasons.find((candidate) => candidate.code === code);
	if (!reason) return null;
	if (locale?.startsWith('pt')) return reason.pt;
	if (locale?.startsWith('es')) return reason.es;
	return reason.en;
}
