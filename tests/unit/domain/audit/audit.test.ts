import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PERMISSIONS } from '#domain/access/can.ts';
import { dayOf, endOfDay, printableHash } from '#domain/audit/audit-entry.ts';
import { AUDIT_VERB_NAMES } from '#domain/audit/audit-verbs.ts';
import { maskPersonal } from '#domain/audit/mask.ts';

describe('masking', () => {
	test('hides telephones, identity numbers and names at any depth, and nothing else', () => {
		expect(
			maskPersonal({
				name: '祁东一中',
				rows: [{ contactPhone: '13800138000', contactName: '欧阳小明' }],
				idNumber: '430426199001011234',
				people: 3
			})
		).toEqual({
			name: '祁东一中',
			rows: [{ contactPhone: '138******00', contactName: '欧***' }],
			idNumber: '430426**********34',
			people: 3
		});
	});

	test('never lets a telephone through, however short', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^\d{1,20}$/), (phone) => {
				const { mobilePhone } = maskPersonal({ mobilePhone: phone }) as { mobilePhone: string };
				expect(mobilePhone).toHaveLength(phone.length);
				expect(mobilePhone).toMatch(/\*/);
			})
		);
	});

	test('keeps the shape of anything', () => {
		fc.assert(fc.property(fc.jsonValue(), (value) => void maskPersonal(value)));
		expect(maskPersonal(null)).toBeNull();
	});
});

describe('days of the county', () => {
	test('begin and end at midnight of Asia/Shanghai', () => {
		expect(dayOf(new Date('2026-01-25T16:00:00Z'))).toBe('2026-01-26');
		expect(dayOf(new Date('2026-01-25T15:59:59.999Z'))).toBe('2026-01-25');
		expect(endOfDay('2026-01-26')).toBe('2026-01-26T16:00:00.000Z');
	});

	test('a moment lies before the end of its day and not before the end of the day before', () => {
		const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
		fc.assert(
			fc.property(moment, (at) => {
				const end = Date.parse(endOfDay(dayOf(at)));
				expect(end - at.getTime()).toBeGreaterThan(0);
				expect(end - at.getTime()).toBeLessThanOrEqual(86_400_000);
			})
		);
	});
});

test('a hash prints in eights', () => {
	expect(printableHash('0123456789abcdef')).toBe('01234567 89abcdef');
});

test('every verb that changes something has its name', () => {
	for (const verb of Object.keys(PERMISSIONS)) {
		if (/\.(read|readContact|draft)$/.test(verb) || verb === 'account.manage') continue;
		expect(AUDIT_VERB_NAMES[verb], verb).toBeDefined();
	}
});
