import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#domain/access/can.ts';
import { POLICIES, type PolicyKey } from '#domain/policies/policies.ts';
import { newId } from '#server/new-id.ts';
import { PolicyCache } from '#server/policies/policy-cache.ts';
import { changePolicy, findPolicies, findPolicyHistory } from '#server/repositories/policies.ts';
import { contextOf, createHost, insertAccount, TOWNSHIP } from '../../accounts-host.ts';

let host: Awaited<ReturnType<typeof createHost>>;
let admin: Actor;
beforeAll(async () => {
	host = await createHost();
	admin = await insertAccount(host.db, 'chief', 'ADMIN');
});
afterAll(() => host.close());

const change = (key: PolicyKey, value: number, version: number, actor = admin) =>
	changePolicy(host, contextOf(actor), { operationId: newId(), key, value, version, reason: '县指挥部会议' });
const refused = (code: string) => ({ problem: { code } });

describe('a policy', () => {
	test('stands at its default until changed, then keeps every version with who and why', async () => {
		const before = (await findPolicies(host.db.prisma)).find(({ key }) => key === 'staleAfterMinutes');
		expect(before).toMatchObject({ value: 240, version: 0, changedBy: null });
		await change('staleAfterMinutes', 120, 0);
		await change('staleAfterMinutes', 180, 1);
		const after = (await findPolicies(host.db.prisma)).find(({ key }) => key === 'staleAfterMinutes');
		expect(after).toMatchObject({ value: 180, version: 2, changedBy: 'chief-name', reason: '县指挥部会议' });
		const history = await findPolicyHistory(host.db.prisma, 'staleAfterMinutes');
		expect(history.map(({ version, value }) => [version, value])).toEqual([
			[2, 180],
			[1, 120]
		]);
		const log = await host.db.prisma.changeLog.findMany({ where: { type: 'policy.changed' } });
		expect(log.map(({ payload }) => (JSON.parse(payload) as { value: number }).value)).toEqual([120, 180]);
		const trail = await host.db.prisma.auditEntry.findMany({ where: { verb: 'policy.change' } });
		expect(trail.at(-1)).toMatchObject({ before: { value: 120 }, after: { value: 180 }, reason: '县指挥部会议' });
	});

	test('is changed from its newest version only, also by two at once', async () => {
		await expect(change('peoplePerToilet', 25, 3)).rejects.toMatchObject(refused('versionConflict'));
		const results = await Promise.allSettled([change('peoplePerToilet', 25, 0), change('peoplePerToilet', 30, 0)]);
		expect(results.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(results.find((one) => one.status === 'rejected')).toMatchObject({ reason: refused('versionConflict') });
	});

	test('takes sensible values only', async () => {
		await expect(change('spacePerPersonM2', 1.4, 0)).rejects.toMatchObject(refused('invalidPolicy'));
		await expect(change('spacePerPersonM2', 3.5, 0)).rejects.toMatchObject(refused('nothingToChange'));
		await expect(change('amberOccupancyPercent', 120, 0)).rejects.toMatchObject(refused('invalidPolicy'));
		await expect(change('peoplePerTap', 1.5, 0)).rejects.toMatchObject(refused('invalidPolicy'));
	});

	test('is the county’s business: neither a township nor another role sets it', async () => {
		const township = await insertAccount(host.db, 'small', 'ADMIN', TOWNSHIP);
		await expect(change('peoplePerTap', 100, 0, township)).rejects.toMatchObject(refused('forbidden'));
		await expect(change('peoplePerTap', 100, 0, { ...admin, role: 'LEADER' })).rejects.toMatchObject(
			refused('forbidden')
		);
	});
});

test('the cache holds defaults, then what is in force', async () => {
	const cache = new PolicyCache(host.db);
	expect(cache.current().waterLitresPerPersonDay).toBe(POLICIES.waterLitresPerPersonDay.default);
	await change('waterLitresPerPersonDay', 20, 0);
	await cache.refresh();
	expect(cache.current().waterLitresPerPersonDay).toBe(20);
});
