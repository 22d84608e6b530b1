import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { moveOldReports } from '#client/live/outbox/old-reports.ts';
import { FakeCounty } from './fake-county.ts';
import { goodLine, settle, Tablet } from './tablet.ts';

const ANNA = v7();

/** A local storage with these entries. */
function storageWith(entries: Record<string, string>) {
	const kept = new Map(Object.entries(entries));
	return {
		get length() {
			return kept.size;
		},
		key: (index: number) => [...kept.keys()][index] ?? null,
		getItem: (key: string) => kept.get(key) ?? null,
		removeItem: (key: string) => void kept.delete(key),
		keys: () => [...kept.keys()]
	};
}

const command = { operationId: v7(), pointId: v7(), people: 45, deviceTime: '2026-01-26T02:00:00.000Z' };
const report = JSON.stringify({ kind: 'count', command });
const key = `anlan.report.${ANNA}.${command.pointId}`;

it('moves an old report once, under the id and the time it had', async () => {
	const county = new FakeCounty();
	const tablet = new Tablet(goodLine(county));
	const correction = { ...command, operationId: v7(), pointId: v7(), reason: '漏登一户' };
	const local = storageWith({
		[key]: report,
		[`anlan.report.${ANNA}.${correction.pointId}`]: JSON.stringify({ kind: 'correction', command: correction }),
		'anlan.locale': 'zh'
	});
	await moveOldReports(ANNA, local, tablet.storage, tablet.engine);
	expect(local.keys()).toEqual(['anlan.locale']);
	tablet.engine.startSending();
	await settle();
	expect(county.effects).toMatchObject([
		{ kind: 'count.submit', operationId: command.operationId, deviceTime: command.deviceTime },
		{ kind: 'count.correct', payload: { reason: '漏登一户' } }
	]);
});

it('a report that was moved before the page was killed is not moved again', async () => {
	const tablet = new Tablet(goodLine(new FakeCounty()));
	await moveOldReports(ANNA, storageWith({ [key]: report }), tablet.storage, tablet.engine);
	const local = storageWith({ [key]: report });
	await moveOldReports(ANNA, local, tablet.storage, tablet.engine);
	expect(local.keys()).toEqual([]);
	expect(await tablet.storage.list()).toHaveLength(1);
});

it('leaves alone what is another account’s or cannot be read', async () => {
	const tablet = new Tablet(goodLine(new FakeCounty()));
	const local = storageWith({ [`anlan.report.${v7()}.x`]: report, [`anlan.report.${ANNA}.y`]: '{not json' });
	await moveOldReports(ANNA, local, tablet.storage, tablet.engine);
	expect(local.keys()).toHaveLength(2);
	expect(await tablet.storage.list()).toEqual([]);
});
