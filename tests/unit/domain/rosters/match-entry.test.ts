import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideEntry } from '#domain/rosters/decide-entry.ts';
import { entryHeading, entryState, isCandidate, type EntryFacts } from '#domain/rosters/match-entry.ts';

const ids = ['a', 'b', 'c', 'd'];
const facts: fc.Arbitrary<EntryFacts> = fc.record({
	documentOwnerId: fc.option(fc.constantFrom(...ids)),
	decidedId: fc.option(fc.constantFrom(...ids)),
	candidateIds: fc.subarray(ids),
	refusedIds: fc.subarray(ids)
});
const nobody: EntryFacts = { documentOwnerId: null, decidedId: null, candidateIds: [], refusedIds: [] };
const verdict = fc.record({
	verdict: fc.constantFrom('match' as const, 'notTheSame' as const, 'registerNew' as const, 'takeBack' as const),
	personId: fc.option(fc.constantFrom(...ids))
});

describe('an entry', () => {
	test('is matched by its document or by a person’s decision, never by a name alone', () => {
		fc.assert(
			fc.property(facts, (of) => {
				const { state, personId } = entryState(of);
				if (of.documentOwnerId === null && of.decidedId === null) {
					expect(personId).toBeNull();
					expect(['proposed', 'unmatched']).toContain(state);
				} else expect(personId).toBe(of.documentOwnerId ?? of.decidedId);
			})
		);
	});

	test('stands under one heading, by how it stands', () => {
		fc.assert(
			fc.property(facts, (of) => {
				const { state } = entryState(of);
				const heading = entryHeading(of);
				if (state === 'proposed') expect(heading).toBe('toDecide');
				else if (state !== 'unmatched') expect(heading).toBe('matched');
				else expect(heading).toBe(of.refusedIds.length > 0 ? 'against' : 'unmatched');
			})
		);
	});

	test('whose words are all taken back stands as before them', () => {
		fc.assert(
			fc.property(fc.constantFrom('match' as const, 'notTheSame' as const), fc.subarray(ids), (said, candidateIds) => {
				const before = { ...nobody, candidateIds };
				const first = decideEntry(before, { verdict: said, personId: 'a' });
				if (!first.ok) throw new Error(first.problem.code);
				const back = decideEntry(
					{ ...before, ...first.value },
					{ verdict: 'takeBack', personId: said === 'match' ? null : 'a' }
				);
				expect(back).toEqual({ ok: true, value: { decidedId: null, refusedIds: [] } });
			})
		);
	});

	test('has no proposal left when all were refused', () => {
		expect(entryState({ ...nobody, candidateIds: ['a'] }).state).toBe('proposed');
		expect(entryState({ ...nobody, candidateIds: ['a'], refusedIds: ['a'] }).state).toBe('unmatched');
	});
});

describe('a person’s word', () => {
	test('is kept as it was given, and never changes what a document says', () => {
		fc.assert(
			fc.property(facts, verdict, (of, word) => {
				const decided = decideEntry(of, word);
				if (!decided.ok) {
					const codes = ['entryHasOwner', 'nothingToChange', 'notFound'];
					expect(codes).toContain(decided.problem.code);
					if (of.documentOwnerId !== null) expect(decided.problem.code).toBe('entryHasOwner');
					return;
				}
				const { decidedId, refusedIds } = decided.value;
				expect(of.documentOwnerId).toBeNull();
				expect(decidedId === null || !refusedIds.includes(decidedId) || of.decidedId === decidedId).toBe(true);
				if (word.verdict === 'match' || word.verdict === 'registerNew') expect(decidedId).toBe(word.personId);
				if (word.verdict === 'notTheSame') expect(refusedIds).toContain(word.personId);
				if (word.verdict === 'takeBack')
					expect(word.personId === null ? decidedId : refusedIds.includes(word.personId)).toBe(
						word.personId === null ? null : false
					);
			})
		);
	});
});

describe('a proposal', () => {
	const village = '430426104201';
	const none = { kind: 'none', reason: '-' } as const;
	const card = (number: string) => ({ kind: 'residentId', number }) as const;
	const entry = { name: '欧阳 守望', document: none, areaCode: village };
	const person = { name: '欧阳守望', document: card('1'), homeCode: village };

	test('needs the same name in the same village', () => {
		expect(isCandidate(entry, person)).toBe(true);
		expect(isCandidate({ ...entry, areaCode: village.slice(0, 9) }, person)).toBe(true);
		expect(isCandidate(entry, { ...person, homeCode: '430426104202' })).toBe(false);
		expect(isCandidate(entry, { ...person, name: '欧阳守' })).toBe(false);
	});

	test('is not somebody whose number is another', () => {
		expect(isCandidate({ ...entry, document: card('2') }, person)).toBe(false);
		expect(isCandidate({ ...entry, document: card('1') }, person)).toBe(true);
		expect(isCandidate({ ...entry, document: card('2') }, { ...person, document: none })).toBe(true);
	});

	test('takes names for the same whatever their dots, widths and case', () => {
		const isProposed = (a: string, b: string) => isCandidate({ ...entry, name: a }, { ...person, name: b });
		expect(isProposed('买买提·艾力', '买买提艾力')).toBe(true);
		expect(isProposed('Ｌｉ Wei', 'li wei')).toBe(true);
		expect(isProposed('·', '-')).toBe(false);
		expect(isProposed('王芳', '王方')).toBe(false);
	});
});
