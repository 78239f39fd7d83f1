import { AddressError, apiBaseUrl, shopIdOf } from '../../nodes/Worten/marketplace/address';

describe('the base URL', () => {
	it.each([
		['https://marketplace.worten.pt', 'https://marketplace.worten.pt'],
		[' https://marketplace.worten.pt/ ', 'https://marketplace.worten.pt'],
		['https://marketplace.worten.pt/api', 'https://marketplace.worten.pt'],
		['https://marketplace.worten.pt/api/', 'https://marketplace.worten.pt'],
		['https://proxy.example/worten/', 'https://proxy.example/worten'],
		['http://localhost:4010', 'http://localhost:4010'],
		['http://127.0.0.1:4010/', 'http://127.0.0.1:4010'],
		['http://[::1]:4010', 'http://[::1]:4010'],
	])('%s is read as %s', (typed, expected) => {
		expect(apiBaseUrl(typed)).toBe(expected);
	});

	it.each([
		['', /is missing/],
		['marketplace.worten.pt', /not a web address/],
		['http://marketplace.worten.pt', /has to start with https/],
		['ftp://marketplace.worten.pt', /has to start with https/],
		['http://localhost.evil.example', /has to start with https/],
		['https://me:secret@marketplace.worten.pt', /plain address/],
		['https://marketplace.worten.pt/?x=1', /plain address/],
	])('%s is refused', (typed, message) => {
		expect(() => apiBaseUrl(typed)).toThrow(AddressError);
		expect(() => apiBaseUrl(typed)).toThrow(message);
	});
});

describe('the shop id', () => {
	it.each([
		[undefined, undefined],
		['', undefined],
		['  ', undefined],
		[' 2001 ', 2001],
		[2001, 2001],
	])('%p is read as %p', (typed, expected) => {
		expect(shopIdOf(typed)).toBe(expected);
	});

	it.each(['my shop', '12a', '-1', '1.5'])('%s is refused', (typed) => {
		expect(() => shopIdOf(typed)).toThrow(AddressError);
	});
});
