import { carriers } from '../../world/carriers';
import { channels } from '../../world/channels';
import { goods } from '../../world/goods';
import { reasonLabel, reasons } from '../../world/reasons';
import { toDecimal } from '../money';
import { moment } from '../orderView';
import type { World } from '../world';
import { one } from './call';
import type { Answer, Call } from './call';

/** V01 */
export function version(): Answer {
	return { status: 200, json: { version: 'sandbox' } };
}

/** RE01 */
export function listReasons(call: Call): Answer {
	const locale = one(call, 'locale');
	const list = reasons.map((reason) => ({
		code: reason.code,
		is_shop_right: reason.shop,
		label: reasonLabel(reason.code, locale),
		type: reason.type,
	}));
	return { status: 200, json: { reasons: list, total_count: list.length } };
}

/** SH21 */
export function listCarriers(): Answer {
	return {
		status: 200,
		json: {
			carriers: carriers.map((carrier) => ({
				code: carrier.code,
				label: carrier.label,
				standard_code: carrier.standardCode,
				tracking_url: carrier.trackingUrl,
			})),
		},
	};
}

/** CH11 */
export function listChannels(): Answer {
	return {
		status: 200,
		json: {
			channels: channels.map(({ code, description, label }) => ({ code, description, label })),
		},
	};
}

/** A01 */
export function account(call: Call, world: World): Answer {
	const shop = world.settings.shops.find((candidate) => candidate.id === call.shopId);
	const orders = world.book
		.all()
		.filter((order) => order.shopId === call.shopId && order.debitedAt !== null);
	const address = {
		city: 'Barcelos',
		street_1: 'Zona Industrial, Lote 4',
		street_2: null,
		zip_code: '4750-100',
		state: 'Braga',
	};
	const started = moment(Date.UTC(2021, 2, 1, 9), world.settings);
	return {
		status: 200,
		json: {
			applicable_taxes: [{ code: 'TAXDEFAULT', fee_types: ['COMMISSION'], label: 'IVA 23%' }],
			approval_delay: 2,
			approval_rate: 0.98,
			banner: null,
			billing_info: {
				bank_city: null,
				bank_name: 'Banco Exemplo',
				bank_street: null,
				bic: null,
				iban: null,
				owner: shop?.name,
				zip_code: null,
			},
			channels: channels.map((channel) => channel.code),
			closed_from: null,
			closed_to: null,
			contact_informations: {
				city: address.city,
				civility: 'Mrs',
				country: 'PRT',
				email: 'shop@casadosom.example',
				firstname: 'Marta',
				lastname: 'Faria',
				phone: '+351 900 100 100',
				state: address.state,
				street1: address.street_1,
				zip_code: address.zip_code,
			},
			currency_iso_code: 'EUR',
			date_created: started,
			default_billing_information: {
				corporate_information: {
					company_registration_name: `${shop?.name}, Lda.`,
					company_registration_number: '500000000',
				},
				default_language: 'pt_PT',
				fiscal_information: {
					tax_identification_country: 'PRT',
					tax_identification_number: 'PT500000000',
				},
				id: world.random('billing', call.shopId).uuid(),
				registration_address: { ...address, country_iso_code: 'PRT' },
			},
			description: 'Loja do sandbox',
			domains: ['PRODUCT'],
			evaluations_count: 214,
			free_shipping: false,
			grade: 4.7,
			is_professional: true,
			kyc: { reason: null, status: 'APPROVED' },
			last_updated_date: started,
			model: 'MARKETPLACE',
			offers_count: goods.length,
			order_messages_response_delay: 45,
			orders_count: orders.length,
			payment_details: {
				paid_balance: 0,
				payable_balance: world.balance === null ? 25000 : toDecimal(world.balance),
				pending_balance: 0,
				reserve_balance: 0,
				reserve_target: 0,
			},
			payment_info: {
				'@type': 'IBAN',
				bank_name: 'Banco Exemplo',
				bic: 'EXMPPTPL',
				iban: 'PT50000000000000000000000',
				owner: shop?.name,
			},
			payment_method_mandatory: true,
			premium: false,
			pro_details: {
				VAT_number: 'PT500000000',
				corporate_name: `${shop?.name}, Lda.`,
				identification_number: '500000000',
				tax_identification_number: 'PT500000000',
			},
			producer_identifiers: [],
			recycling_policy: null,
			return_policy: null,
			shipping: { lead_time_to_ship: 2 },
			shipping_country: 'PRT',
			shipping_types: [],
			shipping_zones: [],
			shippings: [
				{
					additional_fields: [],
					shipping_free_amount: null,
					shipping_type_code: 'STD',
					shipping_type_label: 'Entrega standard',
					shipping_type_standard_code: 'CU_ADD-STD',
					shipping_zone_code: 'PT',
					shipping_zone_label: 'Portugal',
				},
			],
			shop_additional_fields: [],
			shop_id: call.shopId,
			shop_name: shop?.name,
			shop_state: 'OPEN',
			specific_billing_informations: [],
			suspension_type: null,
		},
	};
}

/** PC01 */
export function configuration(_call: Call, world: World): Answer {
	const { settings } = world;
	return {
		status: 200,
		json: {
			features: {
				catalog: {
					allow_shop_contribution_to_all_channels: true,
					exclude_invalid_products: false,
					list_of_multiple_values_separator: '|',
					product_acceptance_by_channel: false,
					product_data_validation_by_channel: false,
					product_import_only_on_leaf: true,
				},
				circular_economy_data_collection: false,
				competitive_pricing_tool: true,
				direct_payment_customer_store: { activated: false, refund_cancel_authorized: false },
				disable_seller_alternative_carrier: settings.disableSellerAlternativeCarrier,
				dropship: { retail_pricing_edition_enabled: 'NO', retail_pricing_enabled: false },
				kyc_status_per_seller: true,
				lead_time_to_ship_by_sellers_enabled: 'YES',
				multi_currency: false,
				multi_payout_psp_per_seller: false,
				no_reply_needed: true,
				offer_prices_decimals: '2',
				operator_csv_delimiter: 'SEMICOLON',
				order_conditions: {
					lead_time_to_ship: true,
					maximum_order_quantity: false,
					minimum_order_quantity: false,
					package_order_quantity: false,
				},
				order_tax_mode: settings.taxMode,
				order_workflows: {
					no_customer_payment_confirmation: false,
					order_acceptance: 'NOT_AUTOMATIC',
					pause_debit_workflow: false,
					pay_on_due_date: false,
					pay_on_shipment: false,
					sellers_edit_shipping_origin: settings.sellersEditShippingOrigin,
					shipping_and_billing_details_before_acceptance: settings.addressBeforeShipping,
				},
				payment_confirmation: false,
				pricing: {
					channel_pricing: 'MULTI',
					discount_period_required: false,
					discount_price_creation_in_the_past_blocked: false,
					scheduled_pricing: false,
					volume_discount: false,
					volume_pricing: false,
				},
				product_data_validation_by_channel: false,
				promotion: {
					cart_promotion_campaign: false,
					discount_campaign: false,
					seller_promotion: false,
				},
				returns: { marketplace: true },
				shipment: { multi_part_item_shipment: false, multi_shipment: settings.multiShipment },
				shop_tax_options: {
					local_tax_number: { mandatory: false },
					tax_identification_number: { mandatory: true },
				},
				tax_collection: {
					activated: 'NO',
					product_tax_code_mandatory: false,
					tax_collection_by_operator: false,
				},
				tax_id_number: { mandatory: true },
				warehouses: { geolocation: false, restricted_countries: [] },
			},
			modules: {
				mirakl_catalog_integrator: false,
				mirakl_catalog_manager: true,
				mirakl_catalog_transformer: true,
				mirakl_platform_services: false,
				offer_management: true,
				order_management: true,
				promotions: false,
				quotes: false,
				tax_manager: { activated: false, tax_provider: { avalara: false, vertex: false } },
			},
			platform_configuration: {
				customer_model: { b2b: false, b2c: true },
				enhanced_seller_invoicing: { enabled: false },
				platform_model: { drop_ship: false, marketplace: true, one_creditor: false },
			},
			platform_name: 'Worten Sandbox',
			tenant_name: 'worten-sandbox',
			timezone: 'Europe/Lisbon',
		},
	};
}
