import { namedBy, type AdviceEvidence, type AdviceView } from '#domain/advice/advice.ts';
import { adviseLevel, type Advised } from '#domain/advice/advise-level.ts';
import { reachedSince, type Crossing } from '#domain/advice/crossings.ts';
import { thresholdsOf } from '#domain/advice/seeded-thresholds.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { hashOf } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import { countyFigures, type CountyFigures } from '../repositories/county-figures.ts';
import { findLastCrossings, findThresholds, type ThresholdSetView } from '../repositories/thresholds.ts';

/** What an advice is made of, read at one moment. */
export interface Compared {
	inForce: ThresholdSetView;
	county: CountyFigures;
	advised: Advised;
	crossings: Crossing[];
}

/**
 * Compares an event's figures in the county with the thresholds in force.
 *
 * @param known the figures, where they were summed up already
 */
export async function compare(tx: Tx, eventId: string, countyCode: string, known?: CountyFigures): Promise<Compared> {
	const inForce = await findThresholds(tx);
	const county = known ?? (await countyFigures(tx, eventId, countyCode));
	const crossings = await findLastCrossings(tx, eventId);
	const { set } = inForce;
	return { inForce, county, crossings, advised: adviseLevel(county.figures, thresholdsOf(set), set.populations) };
}

/** The advice for an event with its evidence: figures, thresholds, by how much, since when. */
export async function readAdvice(tx: Tx, eventId: string, countyCode: string, now: Date): Promise<AdviceView> {
	const { inForce, county, advised, crossings } = await compare(tx, eventId, countyCode);
	const evidence: AdviceEvidence = {
		level: advised.level,
		setVersion: inForce.version,
		readings: advised.readings.map((reading) => ({
			...reading,
			since: reading.state === 'reached' ? reachedSince(reading.threshold, crossings) : null
		})),
		units: county.units,
		reported: county.reported,
		asOf: now.toISOString()
	};
	return { eventId, ...evidence, evidence: hashOf(namedBy(evidence)), showsNational: inForce.set.showsNational };
}

/**
 * The evidence of the advice that was on the screen when somebody decided; null when none was.
 *
 * @throws ProblemError `adviceChanged` when figures, thresholds or reports are others by now
 */
export async function adviceSeen(
	tx: Tx,
	eventId: string,
	named: string | undefined,
	countyCode: string,
	now: Date
): Promise<AdviceEvidence | null> {
	if (named === undefined) return null;
	const { eventId: _, evidence, showsNational: __, ...kept } = await readAdvice(tx, eventId, countyCode, now);
	if (evidence !== named) throw new ProblemError('adviceChanged');
	return kept;
}
