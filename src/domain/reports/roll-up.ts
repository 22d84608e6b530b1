import type { Figures } from './check-figures.ts';
import type { Decimal } from './decimal.ts';
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

/** The bare figures of a roll-up. */
export function figuresOfRollUp({ figures }: { figures: readonly RollUpFigure[] }): Figures {
	return Object.fromEntries(figures.flatMap(({ key, figure }) => (figure === null ? [] : [[key, figure]])));
}
