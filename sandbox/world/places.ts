/** Towns with the beginning of their postcodes, and streets as there are in any of them. */
export interface Town {
	name: string;
	/** Four digits in Portugal, three in Spain. */
	postcode: string;
	region: string | null;
}

export const towns: { PT: readonly Town[]; ES: readonly Town[] } = {
	PT: [
		{ name: 'Barcelos', postcode: '4750', region: 'Braga' },
		{ name: 'Braga', postcode: '4700', region: 'Braga' },
		{ name: 'Guimarães', postcode: '4800', region: 'Braga' },
		{ name: 'Porto', postcode: '4000', region: 'Porto' },
		{ name: 'Matosinhos', postcode: '4450', region: 'Porto' },
		{ name: 'Vila Nova de Gaia', postcode: '4400', region: 'Porto' },
		{ name: 'Aveiro', postcode: '3800', region: 'Aveiro' },
		{ name: 'Viseu', postcode: '3500', region: 'Viseu' },
		{ name: 'Coimbra', postcode: '3000', region: 'Coimbra' },
		{ name: 'Leiria', postcode: '2400', region: 'Leiria' },
		{ name: 'Lisboa', postcode: '1050', region: 'Lisboa' },
		{ name: 'Amadora', postcode: '2700', region: 'Lisboa' },
		{ name: 'Cascais', postcode: '2750', region: 'Lisboa' },
		{ name: 'Setúbal', postcode: '2900', region: 'Setúbal' },
		{ name: 'Évora', postcode: '7000', region: 'Évora' },
		{ name: 'Faro', postcode: '8000', region: 'Faro' },
		{ name: 'Portimão', postcode: '8500', region: 'Faro' },
		{ name: 'Funchal', postcode: '9000', region: 'Madeira' },
		{ name: 'Ponta Delgada', postcode: '9500', region: 'Açores' },
	],
	ES: [
		{ name: 'Madrid', postcode: '280', region: 'Madrid' },
		{ name: 'Alcalá de Henares', postcode: '288', region: 'Madrid' },
		{ name: 'Barcelona', postcode: '080', region: 'Barcelona' },
		{ name: 'Valencia', postcode: '460', region: 'Valencia' },
		{ name: 'Sevilla', postcode: '410', region: 'Sevilla' },
		{ name: 'Málaga', postcode: '290', region: 'Málaga' },
		{ name: 'Zaragoza', postcode: '500', region: 'Zaragoza' },
		{ name: 'Vigo', postcode: '362', region: 'Pontevedra' },
		{ name: 'A Coruña', postcode: '150', region: 'A Coruña' },
		{ name: 'Badajoz', postcode: '060', region: 'Badajoz' },
		{ name: 'Salamanca', postcode: '370', region: 'Salamanca' },
		{ name: 'Las Palmas de Gran Canaria', postcode: '350', region: 'Las Palmas' },
	],
};

export const streets = {
	PT: [
		'Rua das Flores',
		'Rua Direita',
		'Avenida da Liberdade',
		'Rua da Igreja',
		'Travessa do Poço',
		'Rua do Comércio',
		'Avenida 25 de Abril',
		'Largo da Feira',
		'Rua Nova',
		'Rua da Fonte',
		'Praceta dos Plátanos',
		'Rua de São João',
	],
	ES: [
		'Calle Mayor',
		'Calle Real',
		'Avenida de la Constitución',
		'Calle del Sol',
		'Plaza de España',
		'Calle de la Fuente',
		'Paseo de la Estación',
		'Calle Nueva',
		'Ronda del Norte',
		'Calle San Juan',
		'Travesía del Molino',
		'Calle de las Huertas',
	],
} as const;

export const extras = {
	PT: ['1.º Dto.', '2.º Esq.', '3.º Frente', 'R/C', '4.º A', '5.º B'],
	ES: ['1.º A', '2.º B', '3.º izda.', 'Bajo C', '4.º dcha.', 'Escalera 2, 1.º'],
} as const;
