/** What the shop of the sandbox sells. Brands are made up. */
export interface Product {
	sku: string;
	ean: string;
	pt: string;
	es: string;
	category: { code: string; label: string };
	/** Shop price in cents, taxes included. */
	price: number;
	/** A fixed recycling contribution a piece in cents, on some orders shown as a tax of its own. */
	recycling: number;
}

const categories = {
	audio: { code: '1104', label: 'Áudio' },
	phones: { code: '1210', label: 'Telemóveis e acessórios' },
	computing: { code: '1305', label: 'Informática' },
	kitchen: { code: '1420', label: 'Pequenos eletrodomésticos' },
	home: { code: '1510', label: 'Casa e limpeza' },
	care: { code: '1615', label: 'Beleza e saúde' },
	gaming: { code: '1718', label: 'Gaming' },
	garden: { code: '1822', label: 'Jardim e bricolage' },
	baby: { code: '1905', label: 'Bebé' },
} as const;

type Row = [
	sku: string,
	category: keyof typeof categories,
	price: number,
	recycling: number,
	pt: string,
	es: string,
];

const rows: Row[] = [
	[
		'NVK-N20-BK',
		'audio',
		2999,
		4,
		'Auscultadores Bluetooth Norvik N20 Preto',
		'Auriculares Bluetooth Norvik N20 Negro',
	],
	[
		'NVK-BAR-300',
		'audio',
		11990,
		15,
		'Barra de Som Norvik SB-300 2.1 120 W',
		'Barra de Sonido Norvik SB-300 2.1 120 W',
	],
	[
		'LUM-SPK-M',
		'audio',
		4495,
		6,
		'Coluna Portátil Lumio Wave M Azul',
		'Altavoz Portátil Lumio Wave M Azul',
	],
	[
		'TRV-CAP-14',
		'phones',
		1299,
		0,
		'Capa Silicone Trevo para Smartphone 6,1" Verde',
		'Funda Silicona Trevo para Smartphone 6,1" Verde',
	],
	[
		'TRV-GLS-61',
		'phones',
		999,
		0,
		'Película de Vidro Temperado Trevo 6,1" (2 un.)',
		'Protector Cristal Templado Trevo 6,1" (2 uds.)',
	],
	[
		'KOR-GAN-65',
		'phones',
		3490,
		3,
		'Carregador Rápido Korda GaN 65 W USB-C',
		'Cargador Rápido Korda GaN 65 W USB-C',
	],
	[
		'KOR-PB-20K',
		'phones',
		3999,
		8,
		'Powerbank Korda 20 000 mAh Preto',
		'Batería Externa Korda 20 000 mAh Negro',
	],
	[
		'ALT-MSE-VRT',
		'computing',
		2450,
		3,
		'Rato Vertical Sem Fios Altea V1',
		'Ratón Vertical Inalámbrico Altea V1',
	],
	['ALT-KBD-PT', 'computing', 5990, 5, 'Teclado Mecânico Altea K87', 'Teclado Mecánico Altea K87'],
	[
		'ALT-HUB-7',
		'computing',
		4299,
		3,
		'Hub USB-C Altea 7 em 1 com HDMI 4K',
		'Hub USB-C Altea 7 en 1 con HDMI 4K',
	],
	[
		'VEG-SSD-1T',
		'computing',
		8999,
		2,
		'Disco SSD Externo Vega 1 TB USB 3.2',
		'Disco SSD Externo Vega 1 TB USB 3.2',
	],
	[
		'VEG-MON-27',
		'computing',
		17900,
		60,
		'Monitor Vega 27" QHD IPS 100 Hz',
		'Monitor Vega 27" QHD IPS 100 Hz',
	],
	[
		'CZA-AIR-45',
		'kitchen',
		7999,
		20,
		'Fritadeira sem Óleo Cozia AirFit 4,5 L',
		'Freidora de Aire Cozia AirFit 4,5 L',
	],
	[
		'CZA-ESP-15',
		'kitchen',
		10490,
		22,
		'Máquina de Café Cozia Expresso 15 bar',
		'Cafetera Cozia Expreso 15 bar',
	],
	[
		'CZA-KTL-17',
		'kitchen',
		2799,
		8,
		'Jarro Elétrico Cozia 1,7 L Inox',
		'Hervidor Eléctrico Cozia 1,7 L Inox',
	],
	[
		'CZA-BLD-1K',
		'kitchen',
		5499,
		12,
		'Liquidificadora Cozia PowerMix 1000 W',
		'Batidora de Vaso Cozia PowerMix 1000 W',
	],
	[
		'CZA-TST-2',
		'kitchen',
		2499,
		7,
		'Torradeira Cozia Duo 2 Fatias',
		'Tostadora Cozia Duo 2 Rebanadas',
	],
	[
		'BRZ-ASP-S9',
		'home',
		18990,
		30,
		'Aspirador Vertical Sem Fios Brisal S9',
		'Aspirador Vertical sin Cable Brisal S9',
	],
	[
		'BRZ-FAN-40',
		'home',
		3695,
		14,
		'Ventoinha de Pé Brisal 40 cm Branca',
		'Ventilador de Pie Brisal 40 cm Blanco',
	],
	[
		'BRZ-HUM-3',
		'home',
		4190,
		9,
		'Humidificador Ultrassónico Brisal 3 L',
		'Humidificador Ultrasónico Brisal 3 L',
	],
	[
		'BRZ-VAP-12',
		'home',
		8450,
		16,
		'Engomador a Vapor Brisal Press 1200',
		'Centro de Planchado Brisal Press 1200',
	],
	[
		'DLC-HDR-22',
		'care',
		3299,
		7,
		'Secador de Cabelo Delicê Iónico 2200 W',
		'Secador de Pelo Delicê Iónico 2200 W',
	],
	[
		'DLC-TBR-SN',
		'care',
		4995,
		4,
		'Escova de Dentes Elétrica Delicê Sónica',
		'Cepillo de Dientes Eléctrico Delicê Sónico',
	],
	[
		'DLC-SCL-BT',
		'care',
		2690,
		5,
		'Balança Inteligente Delicê Bluetooth',
		'Báscula Inteligente Delicê Bluetooth',
	],
	[
		'ORB-PAD-PRO',
		'gaming',
		5490,
		4,
		'Comando Sem Fios Orbita Pro para PC',
		'Mando Inalámbrico Orbita Pro para PC',
	],
	[
		'ORB-HST-7',
		'gaming',
		6999,
		5,
		'Headset Gaming Orbita H7 Som 7.1',
		'Auriculares Gaming Orbita H7 Sonido 7.1',
	],
	[
		'ORB-CHR-X',
		'gaming',
		15990,
		0,
		'Cadeira Gaming Orbita X Preta e Vermelha',
		'Silla Gaming Orbita X Negra y Roja',
	],
	[
		'FRR-DRL-18',
		'garden',
		7490,
		18,
		'Berbequim Aparafusador Ferral 18 V com 2 Baterias',
		'Taladro Atornillador Ferral 18 V con 2 Baterías',
	],
	[
		'FRR-HOS-25',
		'garden',
		2990,
		0,
		'Mangueira Extensível Ferral 25 m com Pistola',
		'Manguera Extensible Ferral 25 m con Pistola',
	],
	[
		'FRR-LED-6',
		'garden',
		1995,
		2,
		'Projetor Solar LED Ferral com Sensor (2 un.)',
		'Foco Solar LED Ferral con Sensor (2 uds.)',
	],
	[
		'NIN-MON-V2',
		'baby',
		6490,
		6,
		'Intercomunicador de Vídeo Ninho V2',
		'Vigilabebés con Vídeo Ninho V2',
	],
	[
		'NIN-STR-6',
		'baby',
		4790,
		9,
		'Esterilizador de Biberões Ninho 6 em 1',
		'Esterilizador de Biberones Ninho 6 en 1',
	],
];

/** An EAN-13 with a right check digit, in a range kept for use inside a company. */
function ean(number: number): string {
	const digits = `29${String(4100000000 + number * 7919).padStart(10, '0')}`;
	let total = 0;
	for (let i = 0; i < 12; i++) total += Number(digits[i]) * (i % 2 === 0 ? 1 : 3);
	return digits + String((10 - (total % 10)) % 10);
}

export const goods: readonly Product[] = rows.map(
	([sku, category, price, recycling, pt, es], index) => ({
		sku,
		ean: ean(index + 1),
		pt,
		es,
		category: categories[category],
		price,
		recycling,
	}),
);
