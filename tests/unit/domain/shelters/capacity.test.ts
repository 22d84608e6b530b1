import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capacityOf } from '#domain/shelters/capacity.ts';

const area = fc.integer({ min: 1, max: 99_999_999 });
const space = fc.integer({ min: 1, max: 500 });
const hundredths = (value: number) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;

test('what floating point gets wrong is exact', () => {
	expect(capacityOf({ floorAreaM2: '350.00', capacityOverride: null }, 3.5)).toBe(100);
	expect(capacityOf({ floorAreaM2: '349.99', capacityOverride: null }, 3.5)).toBe(99);
	expect(capacityOf({ floorAreaM2: '0.30', capacityOverride: null }, 0.1)).toBe(3);
	expect(capacityOf({ floorAreaM2: '1.10', capacityOverride: null }, '0.11')).toBe(10);
});

test('is the number set by hand, else the whole people that fit, else unknown', () => {
	expect(capacityOf({ floorAreaM2: '100', capacityOverride: 7 }, 3.5)).toBe(7);
	expect(capacityOf({ floorAreaM2: null, capacityOverride: null }, 3.5)).toBeNull();
	fc.assert(
		fc.property(area, space, (cm, tenths) => {
			const people = capacityOf({ floorAreaM2: hundredths(cm), capacityOverride: null }, tenths / 10)!;
			// In thousandths of m²: that many fit, one more does not.
			expect(people * tenths * 100).toBeLessThanOrEqual(cm * 10);
			expect((people + 1) * tenths * 100).toBeGreaterThan(cm * 10);
		})
	);
});
