import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasVerb } from '#domain/access/can.ts';
import { ROLES } from '#domain/access/roles.ts';
import { decideAnswer, mayHear, type Match, type Whereabouts } from '#domain/reunion/answer.ts';
import { AskReunionInput, checkQuestion } from '#domain/reunion/ask.ts';
import { isDescribed } from '#domain/reunion/describe.ts';
import { decideDelivery, DELIVERY_NAMES, DELIVERY_OUTCOMES } from '#domain/reunion/deliver.ts';
import { whereaboutsOf, type ToldStay } from '#domain/reunion/whereabouts.ts';
import { aPerson, NOW, NUMBER, personId } from '../people/a-person.ts';

const PLACE = '白鹤铺中学';
const at: Whereabouts = { at: 'shelter', placeName: PLACE, since: '2026-01-12T00:00:00.000Z' };

const anyWhere = fc.constantFrom<Whereabouts>(
	at,
	{ at: 'left', destination: 'home', since: '2026-01-13T00:00:00.000Z' },
	{ at: 'unsettled' },
	{ at: 'registered' }
);
const anyMatch = (consent = fc.boolean()): fc.Arbitrary<Match> =>
	fc.record({
		personId: fc.integer({ min: 1, max: 99 }).map(personId),
		mayBeFound: consent,
		hasAgreed: consent,
		where: anyWhere
	});
const anyRole = fc.constantFrom(...ROLES);
const anyBy = fc.constantFrom('document' as const, 'name' as const);

describe('what an asker is told', () => {
	it('without consent: no place, no name, no id, and the same as if nobody were meant', () => {
		fc.assert(
			fc.property(anyRole, anyBy, fc.array(anyMatch(fc.constant(false)), { maxLength: 4 }), (role, by, matches) => {
				const { answer } = decideAnswer(role, by, matches);
				expect(answer).toEqual(decideAnswer(role, by, []).answer);
				expect(JSON.stringify(answer)).toBe('{"kind":"kept"}');
			})
		);
	});

	it('never a name or an id; a place only of one person who agreed, to a role that may hear it', () => {
		fc.assert(
			fc.property(anyRole, anyBy, fc.array(anyMatch(), { maxLength: 4 }), (role, by, matches) => {
				const { answer, personId: ofMessage } = decideAnswer(role, by, matches);
				const told = JSON.stringify(answer);
				for (const match of matches) expect(told).not.toContain(match.personId);
				if (answer.kind === 'told') {
					expect(matches).toHaveLength(1);
					expect(matches[0]!.mayBeFound || matches[0]!.hasAgreed).toBe(true);
					expect(mayHear(role, by)).toBe(true);
				} else expect(told).not.toContain(PLACE);
				if (answer.kind === 'askDocument') expect(matches.every((of) => of.mayBeFound || of.hasAgreed)).toBe(true);
				expect(ofMessage).toBe(matches.length === 1 ? matches[0]!.personId : null);
			})
		);
	});

	it('one who did not agree among several keeps all of them untold', () => {
		const [yes, no] = [true, false].map((mayBeFound, index) => ({
			personId: personId(index + 1),
			mayBeFound,
			hasAgreed: false,
			where: at
		}));
		expect(decideAnswer('DESK', 'name', [yes!, yes!]).answer.kind).toBe('askDocument');
		expect(decideAnswer('DESK', 'name', [yes!, no!]).answer).toEqual(decideAnswer('DESK', 'name', []).answer);
	});

	it('depends on who asks for them: at a shelter’s door a description is not enough', () => {
		const match = { personId: personId(1), mayBeFound: true, hasAgreed: false, where: at };
		expect(decideAnswer('COORDINATOR', 'name', [match]).answer.kind).toBe('kept');
		for (const [role, by] of [
			['DESK', 'name'],
			['TOWNSHIP', 'name'],
			['COORDINATOR', 'document']
		] as const)
			expect(decideAnswer(role, by, [match]).answer).toEqual({ kind: 'told', where: at });
		for (const role of ROLES) expect(mayHear(role, 'document')).toBe(hasVerb({ role }, 'reunion.ask'));
	});
});

describe('where somebody is', () => {
	const stay = (over: Partial<ToldStay>): ToldStay => ({
		state: 'out',
		placeName: PLACE,
		from: '2026-01-12T00:00:00.000Z',
		to: '2026-01-13T00:00:00.000Z',
		destination: 'relatives',
		...over
	});

	it('is the open stay, else where the newest led, else that they are registered', () => {
		expect(whereaboutsOf([stay({}), stay({ state: 'in', to: null })], false)).toEqual(at);
		expect(whereaboutsOf([stay({}), stay({ destination: 'home' })], false)).toEqual({
			at: 'left',
			destination: 'relatives',
			since: '2026-01-13T00:00:00.000Z'
		});
		expect(whereaboutsOf([], false)).toEqual({ at: 'registered' });
	});

	it('is not told while two places have them', () => {
		expect(JSON.stringify(whereaboutsOf([stay({ state: 'in' })], true))).not.toContain(PLACE);
	});
});

describe('a question', () => {
	const asker = {
		name: '王大力',
		document: { kind: 'residentId', number: NUMBER },
		phone: '13912345678',
		relation: '儿子'
	};
	const described = { by: 'name', name: '王小明', homeCode: '430426104201', birthYear: 1949 };
	const command = { operationId: personId(1), asker, sought: described };

	it('says who asks, with a document and a telephone', () => {
		expect(AskReunionInput.safeParse(command).success).toBe(true);
		for (const missing of [
			{ name: '' },
			{ phone: '' },
			{ relation: ' ' },
			{ document: { kind: 'none', reason: '遗失' } },
			{ document: { kind: 'residentId', number: '' } }
		])
			expect(AskReunionInput.safeParse({ ...command, asker: { ...asker, ...missing } }).success).toBe(false);
	});

	it('has its documents checked and in the one form', () => {
		const parsed = AskReunionInput.parse({
			...command,
			asker: { ...asker, document: { kind: 'residentId', number: '110105 19491231 002x' } },
			sought: { by: 'document', document: { kind: 'residentId', number: '110105194912310021' } }
		});
		const checked = checkQuestion(parsed, NOW);
		expect(!checked.ok && checked.problem.fields?.map(({ path }) => path)).toEqual(['sought.document.number']);
		const right = checkQuestion({ ...parsed, sought: AskReunionInput.parse(command).sought }, NOW);
		expect(right.ok && right.value.asker.document.number).toBe(NUMBER);
	});

	it('means whom it describes exactly, and nobody near', () => {
		const sought = { by: 'name' as const, name: '阿卜杜 热合曼', homeCode: '430426104201', birthYear: 1949 };
		const person = aPerson(1, { secret: { name: '阿卜杜·热合曼', birthDate: '1949-12-31' } });
		expect(isDescribed(person, sought)).toBe(true);
		expect(isDescribed(person, { ...sought, birthYear: 1950 })).toBe(false);
		expect(isDescribed(person, { ...sought, homeCode: '430426104202' })).toBe(false);
		expect(isDescribed(person, { ...sought, homeCode: '430426104' })).toBe(false);
		expect(isDescribed(person, { ...sought, name: '阿卜杜' })).toBe(false);
		expect(isDescribed(aPerson(1, { secret: { name: '阿卜杜·热合曼' } }), sought)).toBe(false);
	});
});

describe('a message', () => {
	it('is settled by what the person said, once', () => {
		expect(decideDelivery({ outcome: null }, 'notReached')).toEqual({
			ok: true,
			value: { outcome: null, grantsAll: false }
		});
		expect(decideDelivery({ outcome: null }, 'agreed')).toMatchObject({
			value: { outcome: 'agreed', grantsAll: false }
		});
		expect(decideDelivery({ outcome: null }, 'agreedAll')).toMatchObject({ value: { grantsAll: true } });
		const again = decideDelivery({ outcome: 'declined' }, 'agreed');
		expect(!again.ok && again.problem.code).toBe('alreadyDelivered');
		expect(Object.keys(DELIVERY_NAMES)).toEqual([...DELIVERY_OUTCOMES]);
	});
});
