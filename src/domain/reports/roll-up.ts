import type { Figures } from './check-figures.ts';
import { addDecimals, type Decimal } from './decimal.ts';
import type { ReportLevel } from './report.ts';

/** A figure of an area and what it is made of. */
export interface RollUpFigure {
	key: string;
	/**
	 * What counts: reports and adjustments together, or the shelters' counts where these are taken; null where only the
	 * shelters say something and it is not taken.
	 */
	figure: Decimal | null;
	/** Sum of the latest accepted reports of the villages; null where none of them says anything of it. */
	fromReports: Decimal | null;
	/** Sum of the signed lines of the area itself and of those below it. */
	adjustments: Decimal;
	/** What the shelters' counts say; null for figures that they say nothing of. */
	fromShelters: Decimal | null;
	source: 'reports' | 'shelters';
}

/** The figures of an area, summed up from below. */
export interface RollUp {
	eventId: string;
	areaCode: string;
	level: ReportLevel;
	/** Villages of the event in the area. */
	units: number;
	/** Of those, how many have an accepted report. The others are not known, which is not zero. */
	reported: number;
	/** For a village: the report its figures are of. */
	reportId: string | null;
	/** Figures that somebody has said something of, in the order of the catalogue. */
	figures: RollUpFigure[];
}

/** An area with those right below it. */
export interface RollUpTree {
	own: RollUp;
	/** Townships of a county, villages of a township; those without any figure too. */
	below: RollUp[];
}

/** What reports and signed lines say of an area, which somebody answers for; the shelters' word is left aside. */
export function saidFigures({ figures }: Pick<RollUp, 'figures'>): Record<string, Decimal | null> {
	return Object.fromEntries(figures.map((of) => [of.key, said(of)]));
}

/** As they are with one more signed line in the area. */
export function saidWithLine(
	own: Pick<RollUp, 'figures'>,
	key: string,
	amount: Decimal
): Record<string, Decimal | null> {
	const figures = saidFigures(own);
	return { ...figures, [key]: addDecimals([figures[key] ?? '0', amount]) };
}

/** Lines that take each other back say nothing: where nobody reported either, nothing is known, which is not zero. */
export function said({ fromReports, adjustments }: Pick<RollUpFigure, 'fromReports' | 'adjustments'>): Decimal | null {
	if (fromReports === null && adjustments === '0') return null;
	return addDecimals([fromReports ?? '0', adjustments]);
}

/** The bare figures of a roll-up. */
export function figuresOfRollUp({ figures }: { figures: readonly RollUpFigure[] }): Figures {
	return Object.fromEntries(figures.flatMap(({ key, figure }) => (figure === null ? [] : [[key, figure]])));
}
