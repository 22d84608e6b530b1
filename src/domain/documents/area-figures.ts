import type { Decimal } from '../reports/decimal.ts';
import type { AreaFigures } from './document.ts';

/** What a document takes from the roll-up of an area. */
export interface RolledUpArea {
	areaCode: string;
	units: number;
	reported: number;
	figures: readonly { key: string; figure: Decimal | null }[];
}

/** An area's figures as a document freezes them: what is not known is left out. */
export function areaFiguresOf({ areaCode, units, reported, figures }: RolledUpArea, name: string): AreaFigures {
	const known = figures.flatMap(({ key, figure }) => (figure === null ? [] : [[key, figure] as const]));
	return { code: areaCode, name, units, reported, figures: Object.fromEntries(known) };
}
