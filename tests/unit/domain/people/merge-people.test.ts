import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideMerge, mergeStays } from '#domain/people/merge-people.ts';
import type { StayState } from '#domain/stays/decide-movement.ts';
import { aPerson, NOW, NUMBER, personId, residentId } from './a-person.ts';

const kin = { name: '李四', phone: '13700001111', relation: '女儿' };
const registered = aPerson(1, { secret: { document: residentId(NUMBER), birthDate: '1949-12-31', sex: 'female' } });
const again = aPerson(2, { needs: ['medication'], secret: { name: '王晓明', phone: '13912345678', nextOfKin: kin } });

describe('two records of one person', () => {
	it('become one: what the kept one says stands, what it does not say is taken', () => {
		const decided = decideMerge(registered, again, [again], NOW);
		expect(decided.ok && decided.value).toMatchObject({
			id: personId(1),
			needs: ['elderly', 'medication'],
			secret: { name: '王小明', document: { number: NUMBER }, phone: '13912345678', nextOfKin: kin }
		});
		const other = decideMerge(again, registered, [registered], NOW);
		expect(other.ok && other.value).toMatchObject({
			id: personId(2),
			secret: { name: '王晓明', document: { number: NUMBER }, birthDate: '1949-12-31', sex: 'female' }
		});
	});

	it('are two people when both bear a document of one kind', () => {
		const other = aPerson(3, { secret: { document: residentId('430426195001010013') } });
		const decided = decideMerge(registered, other, [other], NOW);
		expect(!decided.ok && decided.problem.code).toBe('documentsDiffer');
		const passport = aPerson(4, { secret: { document: { kind: 'passport', number: 'E12345678' } } });
		expect(decideMerge(registered, passport, [passport], NOW)).toMatchObject({
			ok: true,
			value: { secret: { document: { number: NUMBER } } }
		});
	});

	it('are not one record, and leave no household without a head', () => {
		const same = decideMerge(again, again, [again], NOW);
		expect(!same.ok && same.problem.code).toBe('samePerson');
		const child = aPerson(5, { householdId: again.householdId, relation: 'child' });
		const headless = decideMerge(registered, again, [again, child], NOW);
		expect(!headless.ok && headless.problem.code).toBe('householdNeedsHead');
		expect(decideMerge(child, again, [again, child], NOW)).toMatchObject({ ok: true, value: { relation: 'head' } });
	});

	it('are found by relatives only if both allowed it', () => {
		fc.assert(
			fc.property(fc.boolean(), fc.boolean(), (first, second) => {
				const decided = decideMerge(
					{ ...registered, mayBeFound: first },
					{ ...again, mayBeFound: second },
					[again],
					NOW
				);
				expect(decided.ok && decided.value.mayBeFound).toBe(first && second);
			})
		);
	});
});

describe('the stays of two records', () => {
	const stay = (at: number, over: Partial<StayState> = {}): StayState => ({
		id: personId(100 + at),
		personId: personId(1),
		pointId: personId(200),
		state: 'in',
		inObservedAt: new Date(Date.UTC(2026, 0, 12, at)).toISOString(),
		outObservedAt: null,
		toPointId: null,
		...over
	});

	it('are a conflict where two places have the person, the first one there as its stay', () => {
		const here = stay(2);
		const there = stay(1, { pointId: personId(201) });
		expect(mergeStays([here], [there])).toEqual({ kind: 'conflict', stay: there, claim: here });
		expect(mergeStays([there], [here])).toEqual({ kind: 'conflict', stay: there, claim: here });
	});

	it('are one name too many where one place has both', () => {
		expect(mergeStays([stay(1)], [stay(2)])).toEqual({ kind: 'double', endId: stay(2).id });
	});

	it('leave at most one open whatever they are, and end none but the second of two', () => {
		const anyStay = fc
			.record({
				at: fc.integer({ min: 0, max: 20 }),
				isOpen: fc.boolean(),
				place: fc.integer({ min: 200, max: 201 })
			})
			.map(({ at, isOpen, place }) => stay(at, { state: isOpen ? 'in' : 'out', pointId: personId(place) }));
		const ofOne = fc
			.array(anyStay, { maxLength: 3 })
			.map((stays) => stays.map((each, at) => (at > 0 ? { ...each, state: 'out' as const } : each)));
		fc.assert(
			fc.property(ofOne, ofOne, (own, other) => {
				const merged = mergeStays(own, other);
				const open = [...own, ...other].filter(({ state }) => state === 'in');
				const ended = merged.kind === 'double' ? merged.endId : merged.kind === 'conflict' ? merged.claim.id : null;
				expect(ended !== null).toBe(open.length === 2);
				if (merged.kind === 'conflict') expect(merged.stay.pointId).not.toBe(merged.claim.pointId);
			})
		);
	});
});
