import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMigrations } from '#server/db/migration-files.ts';
import { newId } from '#server/new-id.ts';
import { exportOf, type ExportRow } from '../../../unit/server/importers/indicators/export-files.ts';
import { createDesk, type Desk } from '../../desk.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const history = () => desk.as(desk.actorAs('DESK')).history;
const load = async (rows: ExportRow[]) =>
	history().load({
		operationId: newId(),
		fileName: '2026年.xlsx',
		content: (await exportOf(rows)).toString('base64')
	});
const counted = async (text: string) =>
	(await history().find({ text })).rows.map(({ timeText, figures }) => `${timeText}: ${figures.affected}`);
const row = (area: string, time: string | number, affected: number): ExportRow => ({
	area,
	parent: '衡阳市',
	time,
	figures: { affected, cropAffectedArea: '1.05' }
});

test('a row is known and replaced however its time is written; the text is kept as given', async () => {
	expect(await load([row('衡南县', 46346, 3)])).toMatchObject({ added: 1 });
	expect(await load([row('衡南县', '2026-11-20', 3)])).toMatchObject({ added: 0, known: 1 });
	expect(await counted('衡南县')).toEqual(['46346: 3']);
	expect(await load([row('衡南县', '2026年11月20日', 5)])).toMatchObject({ added: 1, replaced: 1 });
	expect(await counted('衡南县')).toEqual(['2026年11月20日: 5']);
});

test('two disasters of one day stay two where the hour is said', async () => {
	await load([row('衡东县', '2026-11-20 08:00:00', 3)]);
	expect(await load([row('衡东县', '2026-11-20 20:00:00', 4)])).toMatchObject({ added: 1, replaced: 0 });
	expect(await load([row('衡东县', 46346 + 20 / 24, 4)])).toMatchObject({ added: 0, known: 1 });
});

test('rows kept before times were compared as read are known, and what was loaded twice counts once', async () => {
	const times = [
		...[
			'2020-06-01',
			'2020-06-01 08:00:00',
			' 2020/6/1 ',
			'２０２０年６月１日',
			'20200601',
			'2020年6月',
			'2020',
			'43983'
		],
		...[
			'43983.5',
			'43983.99999',
			'2020-06-01至06-05',
			'2020-06-01T0:00',
			'2020-6-1 9:30:15',
			'去年夏天',
			'2020/6/1 23:59'
		]
	];
	const nasty = (time: string, at: number): ExportRow => ({
		...row(`\u3000“县\\${at}”\u00a0`, time, at),
		kind: '雪\t灾'
	});
	await load(times.map(nasty));
	await load([{ area: '郊\u2028区', figures: Object.fromEntries([['deaths', null]]) }]);
	const asMade = await hashes();
	await asBefore();
	expect(await hashes()).not.toEqual(asMade);
	await migrateAgain();
	expect(await hashes()).toEqual(asMade);

	await load([row('祁东县', '2026/11/20', 7), row('耒阳市', '2026/11/20', 8), row('常宁市', '2026/11/20', 9)]);
	await asBefore();
	const twice = [row('祁东县', 46346, 7), row('耒阳市', 46346, 80)];
	await load([...twice, row('衡山县', 46346, 1), row('衡山县', '2026-11-20', 1)]);
	await asBefore();
	expect(await counted('祁东县')).toHaveLength(2);
	await migrateAgain();
	expect(await counted('祁东县')).toEqual(['2026/11/20: 7']);
	expect(await counted('耒阳市')).toEqual(['46346: 80']);
	expect(await counted('常宁市')).toEqual(['2026/11/20: 9']);
	expect(await counted('衡山县')).toHaveLength(2);
	expect(await load([...twice, row('衡山县', 46346, 1), row('衡山县', 46346, 1)])).toMatchObject({
		added: 0,
		known: 4
	});
	expect(await load(times.map(nasty))).toMatchObject({ added: 0, known: times.length });
	await expect(desk.db.prisma.$executeRaw`UPDATE history_row SET occurrence = 9`).rejects.toThrow('keeps what');
}, 60_000);

const hashes = () =>
	desk.db.prisma.historyRow.findMany({
		select: { id: true, timeText: true, hash: true, subjectHash: true, occurrence: true, replacedBy: true },
		orderBy: { id: 'asc' }
	});

const migrateAgain = async () => {
	const migration = readMigrations().find(({ name }) => name.endsWith('_history_time_as_read'));
	await desk.db.pool.query(`BEGIN; ${migration?.sql}; COMMIT`);
};

/** Gives the rows the hashes they had while times were compared as texts. */
async function asBefore(): Promise<void> {
	const { pool, prisma } = desk.db;
	await pool.query('ALTER TABLE history_row DISABLE TRIGGER as_given; DROP INDEX IF EXISTS history_row_standing');
	for (const {
		id,
		areaName,
		kindName,
		parentName,
		timeText,
		startedOn,
		figures
	} of await prisma.historyRow.findMany()) {
		const texts = [areaName, kindName, parentName, timeText];
		const hash = sha256([...texts, ...Object.entries(figures as object).sort(([a], [b]) => (a < b ? -1 : 1))]);
		const subject = startedOn && sha256(texts.map((text) => text.trim()));
		await pool.query('UPDATE history_row SET hash = $2, subject_hash = $3 WHERE id = $1', [id, hash, subject]);
	}
	const seen =
		'SELECT id, row_number() OVER (PARTITION BY hash, replaced_by ORDER BY occurrence, id) AS n FROM history_row';
	await pool.query(
		`UPDATE history_row h SET occurrence = n FROM (${seen}) s WHERE s.id = h.id AND replaced_by IS NULL`
	);
	await pool.query(`CREATE UNIQUE INDEX history_row_standing ON history_row (hash, occurrence) WHERE replaced_by IS NULL;
		ALTER TABLE history_row ENABLE TRIGGER as_given`);
}

function sha256(content: unknown): string {
	return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
