import fc from 'fast-check';
import { catalogueWith, NATIONAL_CATALOGUE, type Catalogue } from '#domain/reports/catalogue.ts';
import { decideAddIndicator, decideEndIndicator } from '#domain/reports/change-indicators.ts';
import type { AddIndicatorInput, LocalIndicator } from '#domain/reports/local-indicator.ts';

/** An indicator as a county would add it. */
export function aLocal(over: Partial<LocalIndicator> = {}): LocalIndicator {
	return {
		...{ key: 'local.1', zh: '受损大棚', en: 'Greenhouses damaged', unit: '个', decimals: 0, group: 'farming' },
		...{ parent: null, isCurrent: false, activeFrom: '2026-01-20T00:00:00.000Z', endedAt: null, version: 1 },
		...over
	};
}

interface Step {
	what: 'add' | 'end';
	/** Which indicator it is about, of those there are. */
	at: number;
	hasParent: boolean;
	isCurrent: boolean;
}

/** What people ask for over the years: indicators of their own, parts of others, and some ended again. */
export const someSteps: fc.Arbitrary<Step[]> = fc.array(
	fc.record({
		what: fc.constantFrom('add', 'add', 'end'),
		at: fc.nat({ max: 80 }),
		hasParent: fc.boolean(),
		isCurrent: fc.boolean()
	}),
	{ maxLength: 25 }
);

/** The catalogue after the steps that were allowed. */
export function catalogueAfter(steps: readonly Step[]): Catalogue {
	return steps.reduce((catalogue: Catalogue, { what, at, hasParent, isCurrent }, index) => {
		const now = new Date(Date.UTC(2026, 0, 20, index)).toISOString();
		if (what === 'end') {
			const { key } = catalogue.all[catalogue.all.length - 1 - (at % catalogue.all.length)]!;
			const ended = decideEndIndicator(catalogue, key, now);
			return ended.ok ? catalogueWith(catalogue.local.map((one) => (one.key === key ? ended.value : one))) : catalogue;
		}
		const { key } = catalogue.inUse[catalogue.inUse.length - 1 - (at % catalogue.inUse.length)]!;
		const of = hasParent ? { parent: key } : { group: 'farming', unit: '亩', decimals: 1 };
		const input = { zh: `指标${index}`, en: '', of, isCurrent } as AddIndicatorInput;
		const added = decideAddIndicator(catalogue, input, now);
		return added.ok ? catalogueWith([...catalogue.local, added.value]) : catalogue;
	}, NATIONAL_CATALOGUE);
}
