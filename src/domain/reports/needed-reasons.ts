import { NATIONAL_CATALOGUE, type Catalogue } from './catalogue.ts';
import { checkFigures, type Break, type Figures } from './check-figures.ts';
import { compareFigures, fallsOf, swingsOf, type FigureChange, type SwingPolicy } from './compare-figures.ts';

/** Something in a report that may be right but must be explained in writing. */
export type NeededReason =
	{ about: string; kind: 'rule'; break: Break } | { about: string; kind: 'fall' | 'swing'; change: FigureChange };

/**
 * What must be explained before a report is taken: rules of the catalogue that call for a reason, 累计值 that fall
 * (law), and changes beyond the policy's share (practice). A figure that falls is not named a second time as a swing. An
 * indicator that is asked for no more does not fall.
 *
 * @param before the figures that stood before; null for a first report
 * @param catalogue give it where the county has indicators of its own
 * @param breaks what `checkFigures` says of the figures, where it was asked already
 */
export function neededReasons(
	figures: Figures,
	before: Figures | null,
	policy: SwingPolicy,
	catalogue: Catalogue = NATIONAL_CATALOGUE,
	breaks: readonly Break[] = checkFigures(figures, catalogue)
): NeededReason[] {
	const warnings = breaks.filter(({ level }) => level === 'warning');
	const rules = warnings.map((of): NeededReason => ({ about: `rule:${of.rule}`, kind: 'rule', break: of }));
	if (before === null) return rules;
	const changes = compareFigures(before, figures, catalogue.inUse);
	const falls = fallsOf(changes, catalogue.find);
	const swings = swingsOf(changes, policy).filter((change) => !falls.includes(change));
	return [
		...rules,
		...falls.map((change): NeededReason => ({ about: `fall:${change.key}`, kind: 'fall', change })),
		...swings.map((change): NeededReason => ({ about: `swing:${change.key}`, kind: 'swing', change }))
	];
}
