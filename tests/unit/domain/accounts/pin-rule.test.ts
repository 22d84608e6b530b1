import { expect, test } from 'vitest';
import { checkPin, mayHavePin, Pin } from '#domain/accounts/pin-rule.ts';

test('PINs that everybody tries first are refused', () => {
	const obvious = ['123456', '654321', '000000', '999999', '890123', '121212', '123123', '112233', '111222', '900126'];
	const more = ['199001', '260190', '147258', '520131', '201301', '010203'];
	for (const pin of [...obvious, ...more]) expect([pin, checkPin(pin).ok]).toEqual([pin, false]);
});

test('others stand', () => {
	for (const pin of ['493817', '805274', '730586', '618943'])
		expect([pin, checkPin(pin)]).toEqual([pin, { ok: true, value: pin }]);
});

test('most PINs are left to choose from', () => {
	const left = Array.from({ length: 10_000 }, (_, at) => String((at * 7_919) % 1_000_000).padStart(6, '0')).filter(
		(pin) => checkPin(pin).ok
	);
	expect(left.length).toBeGreaterThan(9_000);
});

test('a PIN is six plain digits', () => {
	for (const text of ['12345', '1234567', '12a456', '１２３４５６', '12345\n', ' 12345'])
		expect(Pin.safeParse(text).success).toBe(false);
	expect(Pin.safeParse('493817').success).toBe(true);
});

test('who works on shared devices may have one', () => {
	expect(['COORDINATOR', 'INFORMANT', 'TOWNSHIP'].every((role) => mayHavePin(role as 'COORDINATOR'))).toBe(true);
	expect(mayHavePin('DESK') || mayHavePin('ADMIN')).toBe(false);
});
