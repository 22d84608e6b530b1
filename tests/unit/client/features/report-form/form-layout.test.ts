import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut } from '#client/features/report-form/form-layout.ts';
import { catalogueWith } from '#domain/reports/catalogue.ts';
import { aLocal, catalogueAfter, someSteps } from '../../../domain/reports/local-indicators.ts';

const keysOf = (of: ReturnType<typeof layOut>) =>
	[...of.first, ...of.folded].flatMap(({ indicators }) => indicators.map(({ key }) => key));

test('everything that is asked for stands in the form once, a part of the county’s own below what it is part of', () =>
	fc.assert(
		fc.property(someSteps, (steps) => {
			const catalogue = catalogueAfter(steps);
			const keys = keysOf(layOut(catalogue));
			expect([...keys].sort()).toEqual(catalogue.inUse.map(({ key }) => key).sort());
			for (const { key, parent, endedAt } of catalogue.local)
				if (endedAt === null && parent !== null) expect(keys.indexOf(key)).toBeGreaterThan(keys.indexOf(parent));
		})
	));

test('a part of one of the handful at the top stands with it', () => {
	const own = aLocal({ parent: 'affected', unit: '人', group: 'people' });
	const { first, folded } = layOut(catalogueWith([own, aLocal({ key: 'local.2', zh: '受损鱼塘' })]));
	expect(first[0]!.indicators.map(({ key }) => key).slice(0, 3)).toEqual(['affected', 'local.1', 'deaths']);
	expect(folded.find(({ group }) => group === 'farming')!.indicators.at(-1)!.key).toBe('local.2');
});
