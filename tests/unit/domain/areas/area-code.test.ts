import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AreaCode, ancestorAt, CountyCode, isAreaCode, isWithin, levelOf, parentOf } from '#domain/areas/area-code.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`));
const code = fc.constantFrom(2, 4, 6, 9, 12).chain(digits);

describe('division codes', () => {
	it('tells the level by the number of digits', () => {
		expect(['43', '4304', '430426', '430426104', '430426104201'].map(levelOf)).toEqual([
			'province',
			'city',
			'county',
			'township',
			'village'
		]);
		expect(levelOf('43042')).toBeNull();
	});

	it('accepts codes and nothing else', () => {
		expect(isAreaCode('430426')).toBe(true);
		for (const bad of ['', '4', '430', '43042', '04', '430426a04', ' 430426', '4304261042011', 430426, null])
			expect(isAreaCode(bad)).toBe(false);
		expect(CountyCode.safeParse('430426').success).toBe(true);
		expect(CountyCode.safeParse('430426104').success).toBe(false);
	});

	it('knows the parent of each level', () => {
		expect(parentOf('430426104201')).toBe('430426104');
		expect(parentOf('430426104')).toBe('430426');
		expect(parentOf('430426')).toBe('4304');
		expect(parentOf('43')).toBeNull();
		expect(ancestorAt('430426104201', 'county')).toBe('430426');
		expect(ancestorAt('4304', 'county')).toBeNull();
	});

	it('holds each code within itself and all its ancestors', () => {
		fc.assert(
			fc.property(code, (each) => {
				expect(AreaCode.parse(each)).toBe(each);
				let above: string | null = each;
				while (above !== null) {
					expect(isWithin(each, above)).toBe(true);
					if (above !== each) expect(isWithin(above, each)).toBe(false);
					above = parentOf(above);
				}
			})
		);
	});

	it('takes no half-way prefix for an ancestor', () => {
		expect(isWithin('430426104', '43042')).toBe(false);
		expect(isWithin('430426104', '')).toBe(false);
		expect(isWithin('430427', '430426')).toBe(false);
	});
});
