import type { Catalogue } from './catalogue.ts';
import { checkFigures, type Break } from './check-figures.ts';
import { addDecimals, type Decimal } from './decimal.ts';
import { figuresOfRollUp, type RollUpFigure } from './roll-up.ts';

/** What an adjustment would come to, to be seen before it is made. */
export interface AfterAdjustment {
	/** The area's figure with the line in it. */
	figure: Decimal;
	/** What the area's figures then break of the rules in which the indicator is. They warn; the line may still be right. */
	breaks: Break[];
}

/**
 * What the figures of an area say once a signed line is added to one of them.
 *
 * @returns null where the figure is taken from the shelters, which no line changes
 */
export function afterAdjustment(
	own: { figures: readonly RollUpFigure[] },
	indicator: string,
	amount: Decimal,
	catalogue: Catalogue
): AfterAdjustment | null {
	const now = own.figures.find(({ key }) => key === indicator);
	if (now?.source === 'shelters') return null;
	const figure = addDecimals([now?.figure ?? '0', amount]);
	const breaks = checkFigures({ ...figuresOfRollUp(own), [indicator]: figure }, catalogue);
	return { figure, breaks: breaks.filter((of) => isAbout(of, indicator)) };
}

function isAbout(of: Break, key: string): boolean {
	return of.left.key === key || (of.kind === 'relation' && of.right.some((part) => part.key === key));
}
