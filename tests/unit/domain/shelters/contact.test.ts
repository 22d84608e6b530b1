import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskContact, ShelterContact } from '#domain/shelters/contact.ts';

test('a mask keeps the first character of a name and the outer digits of a number', () => {
	expect(maskContact({ name: '王小明', phone: '13812345678' })).toEqual({ name: '王**', phone: '138****78' });
	expect(maskContact({ name: '', phone: '' })).toEqual({ name: '', phone: '' });
	expect(maskContact({ name: '李', phone: '120' })).toEqual({ name: '李', phone: '***' });
});

test('no mask ever shows a whole number', () => {
	fc.assert(
		fc.property(fc.stringMatching(/^\d{1,15}$/), (phone) => {
			const { phone: masked } = maskContact({ name: '甲', phone });
			expect(masked.replace(/\*/g, '').length).toBeLessThanOrEqual(5);
			expect(masked).not.toBe(phone);
		})
	);
});

test('telephone numbers as people write them are taken, other text is not', () => {
	for (const phone of ['', '0734-6262119', '+86 138 1234 5678', '（0734）6262119转8', '13812345678'])
		expect(ShelterContact.safeParse({ name: '王', phone }).success, phone).toBe(true);
	for (const phone of ['王小明', '<script>', '12', 'tel:123'])
		expect(ShelterContact.safeParse({ name: '王', phone }).success, phone).toBe(false);
});
