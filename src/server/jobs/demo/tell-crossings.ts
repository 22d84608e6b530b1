import { adviseLevel } from '#domain/advice/advise-level.ts';
import { findCrossings, type Crossing } from '#domain/advice/crossings.ts';
import { DEFAULT_THRESHOLDS, thresholdsOf } from '#domain/advice/seeded-thresholds.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import { addDecimals, subtractDecimals, type Decimal } from '#domain/reports/decimal.ts';
import type { ToldAdjustment, ToldReport } from './report-book.ts';

/** When something changed the county's sums, and by what. */
interface Step {
	at: string;
	/** The village whose accepted report it is; null for a signed line. */
	areaCode: string | null;
	figures: Figures;
}

const THRESHOLDS = thresholdsOf(DEFAULT_THRESHOLDS);
const KEYS = [...new Set(THRESHOLDS.flatMap(({ measure }) => measure.keys))];

/**
 * When the figures of the demonstration reached thresholds of the response levels, as live use would have noted it with
 * each accepted report and signed line, in the order of time.
 */
export function tellCrossings(reports: readonly ToldReport[], adjustments: readonly ToldAdjustment[]): Crossing[] {
	const sums: Record<string, Decimal | null> = {};
	const ofVillage = new Map<string, Figures>();
	const last = new Map<string, Crossing>();
	const told: Crossing[] = [];
	for (const { at, areaCode, figures } of stepsOf(reports, adjustments)) {
		const before = (areaCode === null ? undefined : ofVillage.get(areaCode)) ?? {};
		for (const key of KEYS) {
			const more = subtractDecimals(figures[key] ?? '0', before[key] ?? '0');
			if (figures[key] !== undefined || before[key] !== undefined) sums[key] = addDecimals([sums[key] ?? '0', more]);
		}
		if (areaCode !== null) ofVillage.set(areaCode, figures);
		const { readings } = adviseLevel(sums, THRESHOLDS, DEFAULT_THRESHOLDS.populations);
		for (const found of findCrossings(readings, [...last.values()])) {
			const crossing = { ...found, at };
			last.set(found.threshold.id, crossing);
			told.push(crossing);
		}
	}
	return told;
}

function stepsOf(reports: readonly ToldReport[], adjustments: readonly ToldAdjustment[]): Step[] {
	const accepted = reports.flatMap(({ level, state, decision, areaCode, figures }): Step[] =>
		level === 'village' && state === 'accepted' && decision ? [{ at: decision.at, areaCode, figures }] : []
	);
	const signed = adjustments.map(({ at, indicator, amount }): Step => {
		return { at, areaCode: null, figures: { [indicator]: amount } };
	});
	return [...accepted, ...signed].sort((a, b) => a.at.localeCompare(b.at));
}
