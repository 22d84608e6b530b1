import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Group } from '#domain/rosters/groups.ts';
import { findGroups } from '#server/repositories/roster-groups.ts';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, nextIdNumber } from '../stays/people.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const HEADER = '姓名,身份证号,区划代码,对象类别,等级,备注';
const officer = (areaCode: string = TOWNSHIPS[0]) => desk.as(desk.actorAs('TOWNSHIP', areaCode));
const fileOf = (lines: string[], over: object = {}) => ({
	fileName: '名册.csv',
	content: Buffer.from([HEADER, ...lines].join('\n')).toString('base64'),
	areaCode: TOWNSHIPS[0],
	...over
});
const take = (lines: string[], over: object = {}) =>
	officer().rosters.importFile({ operationId: newId(), mode: 'all', ...fileOf(lines, over) });

/** Somebody registered in a village. */
async function registered(name: string, over: object = {}, village: string = VILLAGES[0]) {
	const one = member(name, over);
	await desk.as(desk.actorAs('DESK')).households.register(household([one], village));
	return one;
}

/** The entries of a kind that stand, in a state. */
async function entriesOf(kind: Group, state: 'byDocument' | 'byDecision' | 'proposed' | 'unmatched') {
	const { rosters } = await officer().rosters.list({});
	const own = rosters.filter((roster) => roster.kind === kind);
	const found = await Promise.all(own.map(({ id }) => officer().rosters.proposals({ rosterId: id, state })));
	return found.flatMap(({ entries }) => entries);
}
const groupsOf = async (personId: string) => (await findGroups(desk.db.prisma, [personId])).get(personId) ?? [];

test('the template is read back with its example passed over', async () => {
	for (const format of ['xlsx', 'csv'] as const) {
		const { content, fileName } = await officer().rosters.importTemplate({ format });
		const preview = await officer().rosters.previewFile({ fileName, content, areaCode: TOWNSHIPS[0] });
		expect(preview).toMatchObject({ total: 0, ignoredColumns: [] });
	}
});

describe('a roster', () => {
	test('is matched by document at once, whoever is registered before or after', async () => {
		const before = await registered('甲某');
		const later = member('乙某');
		const lines = [before, later].map(({ name, document }) => `${name},${document.number},${VILLAGES[0]},低保,A类,`);
		const preview = await officer().rosters.previewFile(fileOf(lines));
		expect(preview.replacements).toEqual([{ kind: 'minimumLiving', entries: 2, byDocument: 1, replaces: null }]);
		await take(lines);
		expect(await groupsOf(before.personId)).toEqual(['minimumLiving']);
		await desk.as(desk.actorAs('DESK')).households.register(household([later]));
		expect(await groupsOf(later.personId)).toEqual(['minimumLiving']);
		const { groups } = await officer().people.groups({ personIds: [before.personId, later.personId] });
		expect(groups).toEqual({ [before.personId]: ['minimumLiving'], [later.personId]: ['minimumLiving'] });
	});

	test('by name and village is only proposed, until a person decides', async () => {
		const one = await registered('欧阳守望');
		await registered('欧阳守望', {}, VILLAGES[1]);
		await take([`欧阳守望,,${VILLAGES[0]},特困,,`, `没有登记,,${VILLAGES[0]},特困,,`]);
		expect(await groupsOf(one.personId)).toEqual([]);
		const [entry, ...others] = await entriesOf('extremePoverty', 'proposed');
		expect(others).toEqual([]);
		expect(entry!.candidates.map(({ id }) => id)).toEqual([one.personId]);
		expect(entry!.name).toBe('欧**');
		expect(await entriesOf('extremePoverty', 'unmatched')).toHaveLength(1);
		const word = { operationId: newId(), entryId: entry!.id, version: entry!.version, personId: one.personId };
		await officer().rosters.decide({ ...word, verdict: 'match' });
		expect(await groupsOf(one.personId)).toEqual(['extremePoverty']);
		const stale = officer().rosters.decide({ ...word, operationId: newId(), verdict: 'notTheSame' });
		expect((await problemIn(stale)).code).toBe('versionConflict');
		await officer().rosters.decide({
			operationId: newId(),
			entryId: entry!.id,
			version: 2,
			verdict: 'notTheSame',
			personId: one.personId
		});
		expect(await groupsOf(one.personId)).toEqual([]);
		expect(await entriesOf('extremePoverty', 'unmatched')).toHaveLength(2);
	});

	test('registers who is not registered yet, once', async () => {
		const number = nextIdNumber();
		await take([`新来的,${number},${VILLAGES[0]},孤儿,,`]);
		const [entry] = await entriesOf('orphan', 'unmatched');
		const word = { operationId: newId(), entryId: entry!.id, version: 1, verdict: 'registerNew' as const };
		const one = officer();
		const answer = await one.rosters.decide(word);
		expect(await one.rosters.decide(word)).toEqual(answer);
		expect(await groupsOf(answer.personId!)).toEqual(['orphan']);
		expect(await entriesOf('orphan', 'byDocument')).toHaveLength(1);
		expect((await officer().people.search({ text: number.slice(-6) })).people).toHaveLength(1);
	});

	test('a newer one takes its place, keeps what people decided, and the old one stays readable', async () => {
		const one = await registered('司徒问渠');
		const gone = await registered('不再享受');
		await take([`司徒问渠,,${VILLAGES[0]},高龄独居,,`, `不再享受,${gone.document.number},${VILLAGES[0]},高龄独居,,`]);
		const [entry] = await entriesOf('elderlyAlone', 'proposed');
		await officer().rosters.decide({
			operationId: newId(),
			entryId: entry!.id,
			version: 1,
			verdict: 'match',
			personId: one.personId
		});
		expect(await groupsOf(gone.personId)).toEqual(['elderlyAlone']);
		await take([`司徒问渠,,${VILLAGES[0]},高龄独居,,`]);
		expect(await groupsOf(one.personId)).toEqual(['elderlyAlone']);
		expect(await groupsOf(gone.personId)).toEqual([]);
		const { rosters } = await officer().rosters.list({ withReplaced: true });
		const own = rosters.filter(({ kind }) => kind === 'elderlyAlone');
		expect(own.map(({ version, replacedAt, counts }) => [version, replacedAt === null, counts.byDecision])).toEqual([
			[2, true, 1],
			[1, false, 1]
		]);
	});

	test('of a smaller area takes its part of a larger one’s; a larger one takes all', async () => {
		const [here, there] = [await registered('村里人'), await registered('镇里人', {}, VILLAGES[1])];
		const county = desk.as(desk.actorAs('DESK'));
		const lines = [here, there].map(
			({ name, document }, at) => `${name},${document.number},${VILLAGES[at]},优抚对象,,`
		);
		const whole = { operationId: newId(), mode: 'all' as const, ...fileOf(lines, { areaCode: COUNTY }) };
		await county.rosters.importFile(whole);
		const village = fileOf([`别的人,,${VILLAGES[0]},优抚对象,,`], { areaCode: VILLAGES[0] });
		await officer().rosters.importFile({ operationId: newId(), mode: 'all', ...village });
		expect(await groupsOf(here.personId)).toEqual([]);
		expect(await groupsOf(there.personId)).toEqual(['veteranCare']);
		await county.rosters.importFile({ ...whole, operationId: newId() });
		expect(await groupsOf(here.personId)).toEqual(['veteranCare']);
		const standing = await desk.db.prisma.roster.count({ where: { kind: 'veteranCare', replacedAt: null } });
		expect(standing).toBe(1);
	});

	test('with rows that are wrong says of each what to mend, and loads nothing in part', async () => {
		const number = nextIdNumber();
		const lines = [
			`,${nextIdNumber()},${VILLAGES[0]},低保,,`,
			`错号,${number.slice(0, 17)}Z,${VILLAGES[0]},低保,,`,
			`外村,,${VILLAGES[3]},低保,,`,
			`类别不对,,${VILLAGES[0]},富户,,`,
			`重复,${number},${VILLAGES[0]},重残,,`,
			`重复,${number},${VILLAGES[0]},重残,,`,
			`同名,,${VILLAGES[0]},重残,,`,
			`同名,,${VILLAGES[0]},重残,,`
		];
		const before = await desk.db.prisma.rosterEntry.count();
		const preview = await officer().rosters.previewFile(fileOf(lines));
		expect(preview).toMatchObject({ total: 8, valid: 2 });
		const columns = preview.rows.flatMap(({ number: row, errors }) => errors.map(({ column }) => [row, column]));
		expect(columns).toEqual([
			[2, '姓名'],
			[3, '身份证号'],
			[4, '区划代码'],
			[5, '对象类别'],
			[7, '身份证号'],
			[9, '身份证号']
		]);
		expect(await problemIn(take(lines))).toMatchObject({ code: 'importHasErrors', params: { count: 6 } });
		expect(await desk.db.prisma.rosterEntry.count()).toBe(before);
		expect(await take(lines, { mode: 'valid' })).toMatchObject({ imported: 2, skipped: 6 });
	});

	test('outside one’s area is neither taken in nor seen', async () => {
		const file = { operationId: newId(), mode: 'all' as const, ...fileOf([`某,,${VILLAGES[3]},低保,,`]) };
		const there = { ...file, areaCode: TOWNSHIPS[1] };
		expect((await problemIn(officer().rosters.importFile(there))).code).toBe('outsideArea');
		expect(
			(await officer(TOWNSHIPS[1]).rosters.list({})).rosters.filter(({ areaCode }) => areaCode !== COUNTY)
		).toEqual([]);
	});

	test('leaves no name or number in the clear: not in rows, operations or trail', async () => {
		const number = nextIdNumber();
		await take([`申屠明月,${number},${VILLAGES[0]},困境儿童,,父母在外`]);
		const texts = await desk.db.pool.query<{ text: string }>(`
			SELECT e::text AS text FROM roster_entry e UNION ALL SELECT o::text FROM operation o
			UNION ALL SELECT a::text FROM audit_entry a UNION ALL SELECT c::text FROM change_log c`);
		for (const { text } of texts.rows) expect(text).not.toMatch(new RegExp(`申屠明月|${number}|父母在外`));
	});
});

describe('the list of entries', () => {
	type Heading = 'toDecide' | 'matched' | 'unmatched' | 'against';
	const listOf = (heading: Heading, over: object = {}) =>
		officer().rosters.entries({ heading, kind: 'severeDisability', ...over });

	test('has each entry under one heading, page by page, masked; words on it are taken back with a reason', async () => {
		const [one, other] = [await registered('百里奚'), await registered('百里奚')];
		const document = await registered('有证的');
		const rows = [`百里奚,,${VILLAGES[0]},重残,,`, `有证的,${document.document.number},${VILLAGES[0]},重残,,`];
		const unknown = ['甲', '乙', '丙'].map((name) => `查无此人${name},,${VILLAGES[0]},重残,,`);
		await take([...rows, ...unknown]);
		const first = await listOf('toDecide');
		expect(first.counts).toEqual({ toDecide: 1, matched: 1, unmatched: 3, against: 0 });
		expect(JSON.stringify(first)).not.toContain('百里奚');
		const { rosters } = await officer().rosters.list({});
		const { counts } = rosters.find(({ kind }) => kind === 'severeDisability')!;
		expect(counts.proposed + counts.unmatched + counts.byDocument + counts.byDecision).toBe(5);

		const pages = await listOf('unmatched', { limit: 2 });
		const rest = await listOf('unmatched', { limit: 2, after: pages.next! });
		expect([pages.entries.length, rest.entries.length, rest.next, rest.counts]).toEqual([2, 1, null, null]);
		expect(new Set([...pages.entries, ...rest.entries].map(({ id }) => id)).size).toBe(3);

		const { id: entryId } = first.entries[0]!;
		let version = first.entries[0]!.version;
		const decide = async (word: object) => {
			const input = { operationId: newId(), entryId, version, ...word };
			({ version } = await officer().rosters.decide(
				input as Parameters<ReturnType<typeof officer>['rosters']['decide']>[0]
			));
		};
		for (const { personId } of [one, other]) await decide({ verdict: 'notTheSame', personId });
		const [against] = (await listOf('against')).entries;
		expect(against!.refused.map(({ id }) => id).sort()).toEqual([one.personId, other.personId].sort());
		expect(against!.decided).not.toBeNull();
		await decide({ verdict: 'takeBack', personId: one.personId, reason: '看错了人' });
		expect((await listOf('toDecide')).entries[0]!.candidates.map(({ id }) => id)).toEqual([one.personId]);
		await decide({ verdict: 'match', personId: one.personId });
		expect((await listOf('matched')).counts).toEqual({ toDecide: 0, matched: 2, unmatched: 3, against: 0 });
		await decide({ verdict: 'takeBack', reason: '入户后不是' });
		expect((await listOf('toDecide')).entries).toHaveLength(1);
		expect(await groupsOf(one.personId)).toEqual([]);
		await expect(decide({ verdict: 'takeBack', reason: '再来一次' })).rejects.toThrow('nothingToChange');
		await expect(decide({ verdict: 'takeBack', reason: ' ' })).rejects.toThrow('invalidInput');
		const entries = await desk.db.prisma.auditEntry.findMany({
			where: { subjectId: entryId, reason: { not: '' } },
			orderBy: { id: 'asc' }
		});
		expect(entries.map(({ reason }) => reason)).toEqual(['看错了人', '入户后不是']);
	});

	test('has nothing of another area', async () => {
		const there = await officer(TOWNSHIPS[1]).rosters.entries({ heading: 'unmatched' });
		expect(there.entries.filter(({ areaCode }) => !areaCode.startsWith(TOWNSHIPS[1]))).toEqual([]);
	});
});

test('looking again finds who was registered since', async () => {
	await take([`后登记,,${VILLAGES[0]},低保边缘,,`]);
	expect(await entriesOf('lowIncomeEdge', 'unmatched')).toHaveLength(1);
	await registered('后登记');
	const [roster] = (await officer().rosters.list({})).rosters.filter(({ kind }) => kind === 'lowIncomeEdge');
	expect(await officer().rosters.seek({ operationId: newId(), rosterId: roster!.id })).toEqual({ proposed: 1 });
	expect(await entriesOf('lowIncomeEdge', 'proposed')).toHaveLength(1);
});
