import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterAdjustment } from '#domain/reports/after-adjustment.ts';
import { NATIONAL_CATALOGUE } from '#domain/reports/catalogue.ts';
import type { RollUpFigure } from '#domain/reports/roll-up.ts';

const aFigure = (key: string, figure: string, source: RollUpFigure['source'] = 'reports'): RollUpFigure => ({
	...{ key, figure, source, fromReports: figure, adjustments: '0', fromShelters: null }
});
const after = (figures: RollUpFigure[], indicator: string, amount: string) =>
	afterAdjustment({ figures }, indicator, amount, NATIONAL_CATALOGUE);

test('the figure after the line is the sum with it, also where nobody said anything of it', () =>
	fc.assert(
		fc.property(fc.nat(1_000_000), fc.integer({ min: -1_000_000, max: 1_000_000 }), (now, amount) => {
			expect(after([aFigure('affected', String(now))], 'affected', String(amount))?.figure).toBe(String(now + amount));
			expect(after([], 'affected', String(amount))?.figure).toBe(String(amount));
		})
	));

test('rules that the sum breaks with the line are named, those of other figures are not', () => {
	const figures = [aFigure('affected', '100'), aFigure('injured', '40'), aFigure('collapsedDwellingRooms', '3')];
	expect(after(figures, 'affected', '-50')?.breaks).toEqual([]);
	expect(after(figures, 'affected', '-70')?.breaks.map(({ rule }) => rule)).toContain('affected >= injured');
	expect(after(figures, 'injured', '70')?.breaks.map(({ rule }) => rule)).toContain('affected >= injured');
	expect(after(figures, 'injured', '-41')?.breaks.map(({ kind }) => kind)).toContain('negative');
});

test('a figure of the shelters is not changed by a line', () => {
	expect(after([aFigure('shelteredNow', '12', 'shelters')], 'shelteredNow', '3')).toBeNull();
});
