import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idCheckDigit } from '#domain/people/id-number.ts';
import type { DirectoryHousehold } from '#domain/stays/directory.ts';
import { rosterOf, type DoneHere, type FullDirectory, type RosterMember } from '#domain/stays/roster.ts';
import { byVillage, familiesIn, needCounts, searchFamilies } from '#domain/stays/roster-views.ts';

const NOW = new Date('2026-01-20T04:00:00Z');
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000).toISOString();
const HERE = 'point-here';

const person = (id: string, over: Partial<RosterMember['person']> = {}) => ({
	id,
	name: '周**',
	relation: 'child' as const,
	sex: null,
	age: null,
	needs: [],
	lookup: `hash-${id}`,
	...over
});
const household = (id: string, memberIds: string[], homeCode = '430426104201'): DirectoryHousehold => ({
	id,
	homeCode,
	members: memberIds.map((of, place) => person(of, place === 0 ? { relation: 'head' } : {}))
});

function directory(over: Partial<FullDirectory> = {}): FullDirectory {
	return {
		pointId: HERE,
		placeName: '双桥中学',
		township: '双桥镇',
		isClosed: false,
		present: [],
		expected: [],
		conflicts: [],
		households: [household('h1', ['a', 'b']), household('h2', ['c'], '430426104202')],
		elsewhere: [],
		version: '',
		destinations: [],
		reconciliation: {
			pointId: HERE,
			people: null,
			observedAt: null,
			named: 0,
			difference: null,
			needs: {},
			conflicts: 0,
			since: null,
			keepsNamesAt: null
		},
		lookupKey: '',
		at: at(0),
		...over
	};
}

let made = 0;
const done = (kind: DoneHere['kind'], payload: object, over: Partial<DoneHere> = {}): DoneHere => ({
	operationId: `o${++made}`,
	kind,
	state: 'queued',
	deviceTime: at(made),
	payload: { pointId: HERE, ...payload },
	answer: null,
	...over
});

const memberIn = (of: FullDirectory, operations: DoneHere[], id: string) =>
	rosterOf(of, operations, NOW)
		.flatMap(({ members }) => members)
		.find((member) => member.person.id === id);
const here = (of: FullDirectory, operations: DoneHere[]) =>
	familiesIn(rosterOf(of, operations, NOW), 'here').flatMap(({ there }) => there.map((member) => member.person.id));

describe('what was done on the device', () => {
	it('shows at once, and says that the county does not have it yet', () => {
		const operation = done('stay.checkIn', { personIds: ['a', 'b'] });
		expect(here(directory(), [operation])).toEqual(['a', 'b']);
		expect(memberIn(directory(), [operation], 'a')).toMatchObject({
			since: operation.deviceTime,
			waitingFor: operation.operationId
		});
		expect(memberIn(directory(), [{ ...operation, state: 'applied' }], 'a')?.waitingFor).toBeNull();
		expect(here(directory(), [{ ...operation, state: 'refused' }])).toEqual([]);
	});

	it('of another place changes nothing here', () => {
		expect(here(directory(), [done('stay.checkIn', { pointId: 'elsewhere', personIds: ['a'] })])).toEqual([]);
	});

	it('lets people leave and arrive in the order in which it was done', () => {
		const stays = directory({ present: [{ personId: 'a', since: at(-60), absences: 2 }] });
		expect(memberIn(stays, [], 'a')).toMatchObject({ state: 'here', absences: 2, since: at(-60) });
		const left = done('stay.checkOut', { personIds: ['a'], destination: 'home' });
		expect(here(stays, [left])).toEqual([]);
		expect(here(stays, [left, done('stay.checkIn', { personIds: ['a'] })])).toEqual(['a']);
		expect(here(stays, [done('stay.transferOut', { personIds: ['a'], toPointId: 'x' })])).toEqual([]);
	});

	it('counts a roll-call that waits to be sent', () => {
		const stays = directory({
			present: ['a', 'b'].map((personId) => ({ personId, since: at(-60), absences: 1 }))
		});
		const call = done('stay.rollCall', { presentIds: ['b'], absentIds: ['a', 'c'] });
		expect(['a', 'b', 'c'].map((id) => memberIn(stays, [call], id)?.absences)).toEqual([2, 0, 0]);
	});

	it('takes in those who were expected', () => {
		const of = directory({ expected: [{ personId: 'c', since: at(-5), absences: 0, from: '双桥中学' }] });
		expect(memberIn(of, [], 'c')).toMatchObject({ state: 'expected', from: '双桥中学' });
		expect(here(of, [done('stay.transferIn', { personIds: ['c'] })])).toEqual(['c']);
	});

	it('that the county answered with a conflict is shown as one, not as a stay', () => {
		const results = [
			{ personId: 'a', outcome: 'conflict' },
			{ personId: 'b', outcome: 'in' }
		];
		const operation = done('stay.checkIn', { personIds: ['a', 'b'] }, { state: 'conflict', answer: { results } });
		expect(here(directory(), [operation])).toEqual(['b']);
		expect(memberIn(directory(), [operation], 'a')?.isInConflict).toBe(true);
	});
});

describe('a household registered at the door', () => {
	const digits = '43042619500101001';
	const given = {
		householdId: '0197f000-0000-7000-8000-000000000010',
		homeCode: '430426104203',
		members: [
			{
				personId: '0197f000-0000-7000-8000-000000000011',
				name: '㛃𬱖',
				document: { kind: 'residentId', number: digits + idCheckDigit(digits) },
				relation: 'head',
				mayBeFound: true
			}
		]
	};
	const operation = done('stay.checkIn', { personIds: [], household: given });
	const [id] = [given.members[0]!.personId];

	it('is there, masked, with the needs of its age and its document to be found by', () => {
		expect(memberIn(directory(), [operation], id)).toMatchObject({
			person: { name: '㛃*', age: 76, needs: ['elderly'], sex: 'male' },
			state: 'here',
			documentKey: `residentId:${given.members[0]!.document.number}`
		});
		expect(rosterOf(directory(), [operation], NOW).find(({ isNew }) => isNew)?.id).toBe(given.householdId);
	});

	it('is the one the county knew already, once it says so', () => {
		const answer = { results: [{ personId: 'c', givenId: id, outcome: 'in' }] };
		const answered: DoneHere = { ...operation, state: 'applied', answer };
		expect(here(directory(), [answered])).toEqual(['c']);
		expect(memberIn(directory(), [answered], id)).toBeUndefined();
	});

	it('is not there twice when the list has it', () => {
		const listed = directory({
			households: [household(given.householdId, [id])],
			present: [{ personId: id, since: at(-1), absences: 0 }]
		});
		expect(here(listed, [operation])).toEqual([id]);
	});
});

it('the list with what was done is the list the county makes of it, however much of it the list has already', () => {
	const ids = ['a', 'b', 'c'];
	const steps = fc.array(fc.record({ id: fc.constantFrom(...ids), isIn: fc.boolean() }), { maxLength: 20 });
	fc.assert(
		fc.property(steps, fc.nat(20), (list, known) => {
			const inAfter = (count: number) =>
				list
					.slice(0, count)
					.reduce((set, { id, isIn }) => (isIn ? set.add(id) : (set.delete(id), set)), new Set<string>());
			const listed = directory({
				present: [...inAfter(Math.min(known, list.length))].map((personId) => ({
					personId,
					since: at(-9),
					absences: 0
				}))
			});
			const operations = list.map(({ id, isIn }) =>
				isIn
					? done('stay.checkIn', { personIds: [id] })
					: done('stay.checkOut', { personIds: [id], destination: 'home' })
			);
			expect(here(listed, operations).sort()).toEqual([...inAfter(list.length)].sort());
		})
	);
});

describe('lists', () => {
	const families = familiesIn(
		rosterOf(
			directory({
				households: [
					household('h1', ['a', 'b']),
					household('h2', ['c'], '430426104202'),
					{
						id: 'h3',
						homeCode: '430426104201',
						members: [person('d', { name: '欧**', needs: ['elderly', 'medication'] })]
					}
				],
				present: ['a', 'c', 'd'].map((personId, back) => ({ personId, since: at(back), absences: 0 }))
			}),
			[],
			NOW
		),
		'here'
	);
	const home = (code: string) => (code.endsWith('1') ? '白鹤铺镇 · 一村' : '白鹤铺镇 · 二村');

	it('families stand by village, those who came last first; who is not there is counted', () => {
		const groups = byVillage(families, (a, b) => a.localeCompare(b));
		expect(groups.map(({ people, families: of }) => [people, of.map(({ family }) => family.id)])).toEqual([
			[2, ['h3', 'h1']],
			[1, ['h2']]
		]);
		expect(families.map(({ others }) => others)).toEqual([1, 0, 0]);
		expect([...needCounts(families)]).toEqual([
			['elderly', 1],
			['medication', 1]
		]);
	});

	it.each([
		['', ['h1', 'h2', 'h3']],
		['周', ['h1', 'h2']],
		['周小满', ['h1', 'h2']],
		['二村', ['h2']],
		['周 二村', ['h2']],
		['老人', ['h3']],
		['medicine', ['h3']],
		['欧阳', ['h3']],
		['李', []]
	])('“%s” finds %j', (text, ids) => {
		expect(searchFamilies(families, text, home).map(({ family }) => family.id)).toEqual(ids);
	});
});
