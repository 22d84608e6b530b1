import { effectivePolicies, POLICIES, POLICY_KEYS, type PolicyKey, type PolicyRow } from '#domain/policies/policies.ts';
import { decidePolicyChange, type ChangePolicyInput } from '#domain/policies/change-policy.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { covers } from '#domain/access/can.ts';
import { accept, execute, type CommandContext, type Executor } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../new-id.ts';
import { afterPolicyChange } from './shelter-capacity.ts';

/** The newest version of each parameter ever set. */
export async function findPolicyRows(tx: Tx): Promise<PolicyRow[]> {
	return tx.policyVersion.findMany({
		distinct: ['key'],
		orderBy: [{ key: 'asc' }, { version: 'desc' }],
		select: { key: true, version: true, value: true }
	});
}

/** Every parameter with its value in force and who set it; `version` 0 means the default stands. */
export async function findPolicies(tx: Tx) {
	const rows = await tx.policyVersion.findMany({
		distinct: ['key'],
		orderBy: [{ key: 'asc' }, { version: 'desc' }]
	});
	const values = effectivePolicies(rows);
	const names = await namesOf(tx, rows);
	return POLICY_KEYS.map((key) => {
		const row = rows.find((candidate) => candidate.key === key);
		return {
			key,
			value: values[key],
			default: POLICIES[key].default,
			version: row?.version ?? 0,
			changedAt: row?.changedAt.toISOString() ?? null,
			changedBy: row ? (names.get(row.accountId) ?? 'system') : null,
			reason: row?.reason ?? null
		};
	});
}

/** All versions of a parameter, newest first. */
export async function findPolicyHistory(tx: Tx, key: PolicyKey) {
	const rows = await tx.policyVersion.findMany({ where: { key }, orderBy: { version: 'desc' }, take: 200 });
	const names = await namesOf(tx, rows);
	return rows.map((row) => ({
		version: row.version,
		value: POLICIES[key].schema.parse(row.value),
		reason: row.reason,
		changedAt: row.changedAt.toISOString(),
		changedBy: names.get(row.accountId) ?? 'system'
	}));
}

/**
 * Sets a parameter to a new value; what follows from it (shelters' places) changes in the same transaction.
 *
 * @throws ProblemError `forbidden` when the actor's area is not the whole county, `versionConflict`, `invalidPolicy`,
 * `nothingToChange`
 */
export async function changePolicy(host: Executor, context: CommandContext, input: ChangePolicyInput) {
	const { key, reason } = input;
	if (!covers(context.actor, { areas: [host.countyCode] })) throw new ProblemError('forbidden');
	return execute(host, context, 'policy.change', input, async (tx) => {
		const rows = await findPolicyRows(tx);
		const current = effectivePolicies(rows);
		const version = rows.find((row) => row.key === key)?.version ?? 0;
		if (version !== input.version) throw new ProblemError('versionConflict');
		const value = accept(decidePolicyChange(current, key, input.value));
		await tx.policyVersion.create({
			data: {
				id: newId(),
				key,
				version: version + 1,
				value,
				reason,
				accountId: context.actor.accountId,
				changedAt: context.now
			}
		});
		const following = await afterPolicyChange(tx, key, value);
		return {
			answer: { key, value, version: version + 1 },
			changes: [{ type: 'policy.changed' as const, key, value, version: version + 1 }, ...following],
			audit: [
				{
					verb: 'policy.change' as const,
					subjectType: 'policy',
					subjectId: key,
					areaCode: host.countyCode,
					before: { value: current[key], version },
					after: { value, version: version + 1 },
					reason
				}
			]
		};
	});
}

async function namesOf(tx: Tx, rows: readonly { accountId: string }[]): Promise<Map<string, string>> {
	const ids = [...new Set(rows.map((row) => row.accountId))];
	const accounts = await tx.account.findMany({ where: { id: { in: ids } }, select: { id: true, displayName: true } });
	return new Map(accounts.map(({ id, displayName }) => [id, displayName]));
}
