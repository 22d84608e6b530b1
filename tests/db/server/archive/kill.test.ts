import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { anonymiseDue } from '#server/archive/anonymise.ts';
import { newId } from '#server/new-id.ts';
import { Keyring, makeKeyFile } from '#server/people/keyring.ts';
import { createDesk, type Desk } from '../../desk.ts';
import { member } from '../stays/people.ts';
import { anEvent, end, sheltered } from './an-ended-event.ts';

const DAYS = 30;
const HOUSEHOLDS = 40;
const child = fileURLToPath(new URL('./anonymise-child.ts', import.meta.url));
const keys = makeKeyFile(new Date());
let desk: Desk;
let folder: string;
beforeAll(async () => {
	desk = await createDesk();
	Object.assign(desk.app, { keyring: new Keyring(keys) });
	folder = mkdtempSync(join(tmpdir(), 'anlan-archive-'));
	writeFileSync(join(folder, 'keys.json'), JSON.stringify(keys));
});
afterAll(async () => {
	await desk.drop();
	rmSync(folder, { recursive: true, force: true });
});

test('killed in the middle, it goes on where it stood: everybody once, and one entry in the trail', async () => {
	const { prisma } = desk.db;
	const officer = desk.as(desk.actorAs('DESK'));
	const event = await anEvent(desk);
	for (let at = 0; at < HOUSEHOLDS; at++) await sheltered(desk, event.points[0], member(`王${at}`));
	await end(desk, event, DAYS + 1);
	await officer.archive.export({ operationId: newId(), eventId: event.eventId, reason: '归档' });
	const figures = await officer.stays.figures({ eventId: event.eventId, by: 'place' });

	const done = () => prisma.person.count({ where: { anonymisedAt: { not: null } } });
	const killed = spawn(process.execPath, [
		'--import',
		'tsx',
		child,
		desk.db.url,
		join(folder, 'keys.json'),
		String(DAYS)
	]);
	const ended = once(killed, 'close');
	await vi.waitFor(async () => expect(await done()).toBeGreaterThan(2), { timeout: 60_000, interval: 5 });
	killed.kill('SIGKILL');
	await ended;
	const before = await done();
	expect(before).toBeLessThan(HOUSEHOLDS);
	expect(await prisma.archiveRun.findFirstOrThrow()).toMatchObject({ endedAt: null, persons: before });
	expect(await prisma.auditEntry.count({ where: { verb: 'archive.anonymise' } })).toBe(0);

	const run = await anonymiseDue(desk.app, { days: DAYS, now: new Date(), atOnce: 7 });
	expect(run).toMatchObject({ households: HOUSEHOLDS, persons: HOUSEHOLDS });
	expect(await done()).toBe(HOUSEHOLDS);
	expect(await prisma.archiveRun.count()).toBe(1);
	const entries = await prisma.auditEntry.findMany({ where: { verb: 'archive.anonymise' } });
	expect(entries.map(({ after }) => after)).toEqual([
		{ households: HOUSEHOLDS, persons: HOUSEHOLDS, questions: 0, refusals: 0 }
	]);
	expect(await officer.stays.figures({ eventId: event.eventId, by: 'place' })).toEqual(figures);
	const people = await prisma.person.findMany();
	for (const row of people) {
		expect(desk.app.keyring.open(`person:${row.id}`, row)).toMatchObject({ name: '', phone: '' });
		expect(row.version).toBe(2);
	}
});
