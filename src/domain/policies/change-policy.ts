import { z } from 'zod';
import { describeIssues } from '../shared/describe-issue.ts';
import { Command, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { POLICIES, POLICY_KEYS, type Policies, type PolicyKey } from './policies.ts';

export const ChangePolicyInput = Command.extend({
	key: z.enum(POLICY_KEYS),
	value: z.number(),
	/** The version in force when the form was opened; 0 while the default stands. */
	version: z.int().min(0),
	reason: Reason
});
export type ChangePolicyInput = z.infer<typeof ChangePolicyInput>;

/**
 * Whether a parameter may take a value, given the others.
 *
 * @returns the value; `invalidPolicy` with what is wrong, or `nothingToChange`
 */
export function decidePolicyChange(current: Policies, key: PolicyKey, value: number): Result<number> {
	const parsed = POLICIES[key].schema.safeParse(value);
	if (!parsed.success) {
		const fields = describeIssues(parsed.error.issues).map((field) => ({ ...field, path: 'value' }));
		return refuse(problem('invalidPolicy', undefined, fields));
	}
	if (parsed.data === current[key]) return refuse(problem('nothingToChange'));
	const next = { ...current, [key]: parsed.data };
	if (next.amberOccupancyPercent > next.redOccupancyPercent) {
		const words = { zh: '偏满预警线不能高于超员线', en: '“filling up” cannot lie above “over capacity”' };
		return refuse(problem('invalidPolicy', undefined, [{ path: 'value', ...words }]));
	}
	return ok(parsed.data);
}
