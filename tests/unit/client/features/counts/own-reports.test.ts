import { expect, it } from 'vitest';
import { ownReports, peopleOf, receiptOf, withOwnReports } from '#client/features/counts/own-reports.ts';
import type { QueuedOperation } from '#client/live/outbox/storage.ts';
import { aPoint } from './a-point.ts';

const point = aPoint();

function aReport(over: Partial<QueuedOperation> = {}): QueuedOperation {
	return {
		operationId: 'o',
		sequence: 1,
		kind: 'count.submit',
		subject: point.id,
		label: '',
		deviceTime: '2026-01-26T02:00:00.000Z',
		state: 'queued',
		problem: null,
		answer: null,
		answeredAt: null,
		payload: { pointId: point.id, people: 45 },
		...over
	};
}

const receipt = { people: 45, receivedAt: '2026-01-26T02:00:05.000Z', observedAt: '', isDisputed: false, version: 3 };

it('knows the counts of one place by kind and subject', () => {
	const mine = [aReport(), aReport({ kind: 'count.correct' })];
	const others = [aReport({ kind: 'stay.checkIn' }), aReport({ subject: 'elsewhere' })];
	expect(ownReports([...mine, ...others], point.id)).toEqual(mine);
});

it('calls nothing received before the county has said so', () => {
	for (const state of ['queued', 'sending', 'refused', 'givenUp', 'replaced'] as const) {
		expect(receiptOf(aReport({ state }))).toBeNull();
	}
	const received = aReport({ state: 'applied', answer: receipt, payload: {} });
	expect(receiptOf(received)).toEqual(receipt);
	expect(peopleOf(received)).toBe(45);
});

it('shows what waits as what the place has, and says that the county does not have it', () => {
	expect(withOwnReports(point, [], 0)).toEqual({ ...point, isWaiting: false });
	expect(withOwnReports(point, [aReport()], 0)).toMatchObject({ people: 45, isWaiting: true });
	const [first, second] = [aReport(), aReport({ payload: { people: 47 }, state: 'sending' })];
	expect(withOwnReports(point, [first, second], 0)).toMatchObject({ people: 47, isWaiting: true });
});

it('shows a refused count nowhere but where it is mended', () => {
	expect(withOwnReports(point, [aReport({ state: 'refused' })], 0)).toEqual({ ...point, isWaiting: false });
});

it('bridges the moment between the answer and the county telling of it', () => {
	const received = aReport({ state: 'applied', answer: receipt, payload: {} });
	expect(withOwnReports(point, [received], 0)).toMatchObject({ people: 45, isWaiting: false });
	const told = { ...point, version: 3, people: 45, observedAt: '2026-01-26T02:00:00.000Z' };
	expect(withOwnReports(told, [received], 0)).toEqual({ ...told, isWaiting: false });
});

it('hides no newer word of somebody else, whatever this device’s clock says', () => {
	const newer = { ...point, observedAt: '2026-01-26T03:00:00.000Z', people: 60 };
	expect(withOwnReports(newer, [aReport()], 0)).toMatchObject({ people: 60, isWaiting: false });
	expect(withOwnReports(newer, [aReport()], 2 * 3_600_000)).toMatchObject({ people: 45, isWaiting: true });
});
