import { z } from 'zod';
import { canonicalJson } from '../shared/canonical-json.ts';
import { compareDecimals } from '../reports/decimal.ts';
import { Command, Reason } from '../shared/fields.ts';
import { problem, type FieldProblem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { isSameMeasure, ThresholdSet, type CountyThreshold } from './threshold.ts';

/** A new version of all of the county's thresholds, and why. */
export const ChangeThresholdsInput = Command.extend({
	set: ThresholdSet,
	/** The version in force when the form was opened; 0 while the first stands. */
	version: z.int().min(0),
	reason: Reason
});
export type ChangeThresholdsInput = z.infer<typeof ChangeThresholdsInput>;

/**
 * Whether the county's thresholds may become these.
 *
 * @returns the set; `invalidThresholds` with what is wrong and where, or `nothingToChange`.
 */
export function decideThresholdChange(current: ThresholdSet, next: ThresholdSet): Result<ThresholdSet> {
	const fields = next.thresholds.flatMap((one, index) => faultsOf(one, index, next.thresholds));
	if (fields.length > 0) return refuse(problem('invalidThresholds', { summary: fields[0]?.zh ?? '' }, fields));
	if (canonicalJson(current) === canonicalJson(next)) return refuse(problem('nothingToChange'));
	return ok(next);
}

function faultsOf(one: CountyThreshold, index: number, all: readonly CountyThreshold[]): FieldProblem[] {
	const faults: FieldProblem[] = [];
	const say = (field: string, zh: string, en: string) =>
		faults.push({ path: `set.thresholds.${index}.${field}`, zh, en });
	if (one.below !== null && compareDecimals(one.below, one.atLeast) <= 0)
		say('below', `“以下”的数要大于“以上”的数 ${one.atLeast}`, `“below” must be more than “at least” ${one.atLeast}`);
	for (const other of all.slice(0, index)) {
		if (other.id === one.id) say('id', '两条标准编号相同', 'two thresholds have the same id');
		else if (isSameMeasure(other.measure, one.measure)) {
			const byLevel = Math.sign(other.level - one.level);
			const byNumber = Math.sign(compareDecimals(one.atLeast, other.atLeast));
			if (byLevel === 0) say('level', '同一级别已有同样指标的标准', 'this level has a threshold of the same figures');
			else if (byLevel !== byNumber)
				say('atLeast', '级别越高，数要越大', 'a higher level needs a higher number of the same figures');
		}
	}
	return faults;
}
