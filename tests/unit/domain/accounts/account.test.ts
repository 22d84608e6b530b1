import { describe, expect, test } from 'vitest';
import { decideStanding, type Standing } from '#domain/accounts/account.ts';

const COUNTY = '430426';
const standing = (id: string, further: Partial<Standing> = {}): Standing => ({
	id,
	role: 'ADMIN',
	areaCode: COUNTY,
	disabledAt: null,
	...further
});
const decide = (next: Standing, administrators: Standing[]) => decideStanding(next, administrators, COUNTY).ok;

describe('the last administrator', () => {
	const [one, two] = [standing('1'), standing('2')];
	const steps: Partial<Standing>[] = [
		{ role: 'DESK' },
		{ areaCode: '430426100' },
		{ disabledAt: '2026-01-26T00:00:00Z' }
	];

	test.each(steps)('may not become %j', (step) => {
		expect(decide({ ...one, ...step }, [one])).toBe(false);
		expect(decide({ ...one, ...step }, [one, two])).toBe(true);
	});

	test('is not in the way of others', () => {
		expect(decide(standing('3', { role: 'DESK' }), [one])).toBe(true);
		expect(decide(standing('3', { areaCode: '430426100', disabledAt: 'x' }), [one])).toBe(true);
	});

	test('may move up', () => {
		expect(decide({ ...one, areaCode: '4304' }, [one])).toBe(true);
	});
});
