import { expect, test } from 'vitest';
import { SCHEMA_VERSION } from '#domain/sync/operation.ts';
import { raiseEnvelope, type Upgrades } from '#domain/sync/raise-envelope.ts';

/** A history as it might have been: a field renamed, then a kind renamed. */
const HISTORY: Upgrades = {
	1: ({ kind, payload: { heads, ...payload } }) => ({ kind, payload: { ...payload, people: heads } }),
	2: ({ kind, payload }) => ({ kind: kind === 'count.report' ? 'count.submit' : kind, payload })
};

test('content of an old version goes through every upgrade up to the present, in order', () => {
	const old = { kind: 'count.report', payload: { pointId: 'p', heads: 12 }, schemaVersion: 1 };
	const present = { kind: 'count.submit', payload: { pointId: 'p', people: 12 } };
	expect(raiseEnvelope(old, HISTORY, 3)).toEqual(present);
	const later = { kind: 'count.report', payload: { pointId: 'p', people: 12 }, schemaVersion: 2 };
	expect(raiseEnvelope(later, HISTORY, 3)).toEqual(present);
	expect(raiseEnvelope({ ...present, schemaVersion: 3 }, HISTORY, 3)).toEqual(present);
	expect(old.payload).toEqual({ pointId: 'p', heads: 12 });
});

test('a missing link is an error, never content of the wrong form', () => {
	expect(() => raiseEnvelope({ kind: 'a', payload: {}, schemaVersion: 1 }, { 2: (of) => of }, 3)).toThrow('version 1');
});

test('the chain of the product reaches from every version there was to the present', () => {
	for (let schemaVersion = 1; schemaVersion <= SCHEMA_VERSION; schemaVersion++)
		expect(() => raiseEnvelope({ kind: 'count.submit', payload: {}, schemaVersion })).not.toThrow();
});
