import { expect, it } from 'vitest';
import { basisWith, filedBefore, ownReports } from '#client/features/report-form/own-reports.ts';
import type { QueuedOperation } from '#client/live/outbox/storage.ts';
import { aBasis } from './a-basis.ts';

const VILLAGE = '430426001002';

function anOperation(given: Partial<QueuedOperation>): QueuedOperation {
	return {
		operationId: 'op-1',
		sequence: 1,
		kind: 'report.file',
		subject: VILLAGE,
		label: '',
		deviceTime: '2026-01-26T03:00:00.000Z',
		state: 'queued',
		problem: null,
		answer: null,
		answeredAt: null,
		payload: { eventId: 'e1', areaCode: VILLAGE },
		...given
	};
}

it('finds the reports of a village for an event among what was done here', () => {
	const operations = [
		anOperation({ operationId: 'a' }),
		anOperation({ operationId: 'b', payload: { eventId: 'e2' } }),
		anOperation({ operationId: 'c', subject: '430426001003' }),
		anOperation({ operationId: 'd', kind: 'count.submit' }),
		anOperation({ operationId: 'e', state: 'applied', payload: {} })
	];
	expect(ownReports(operations, 'e1', VILLAGE).map(({ operationId }) => operationId)).toEqual(['a', 'e']);
});

it('goes on from what waits here, and a zero report says what stood before it', () => {
	const first = { eventId: 'e1', figures: { affected: '9' }, sources: { affected: 'estimate' } };
	const zero = { eventId: 'e1', isZero: true };
	const since = [
		{ operation: anOperation({ operationId: 'a' }), payload: first },
		{ operation: anOperation({ operationId: 'b' }), payload: zero }
	];
	const basis = basisWith(aBasis(), since, 1_000);
	expect(basis).toEqual({
		id: 'b',
		figures: { affected: '9' },
		sources: { affected: 'estimate' },
		reasons: [],
		at: '2026-01-26T03:00:01.000Z',
		isWaiting: true
	});
	expect(filedBefore(zero, aBasis()).figures).toEqual(aBasis().figures);
	expect(basisWith(null, [], 0)).toBeNull();
});
