import { describe, expect, it } from 'vitest';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { addNews, latestCounts, newsOf } from '#client/features/wall/news.ts';

const now = '2026-01-26T06:00:00.000Z';
const point = (over: Partial<CountPointView> = {}) =>
	({
		id: 'p',
		kind: 'shelter',
		openedAt: '2026-01-20T00:00:00.000Z',
		closedAt: null,
		condition: 'green',
		people: 40,
		observationId: 'o1',
		observedAt: '2026-01-26T05:00:00.000Z',
		disputeIds: [],
		version: 1,
		...over
	}) as CountPointView;

describe('news of a place', () => {
	it('is a count with its difference', () => {
		const after = point({ people: 52, observationId: 'o2', observedAt: '2026-01-26T05:59:00.000Z', version: 2 });
		expect(newsOf(point(), after, now)).toMatchObject({ kind: 'counted', people: 52, difference: 12, id: 'p/2' });
		expect(newsOf(point({ people: null, observationId: null }), after, now)).toMatchObject({ difference: null });
	});

	it('is an opening, a closing, a condition', () => {
		expect(newsOf(undefined, point(), now)).toMatchObject({ kind: 'opened', at: '2026-01-20T00:00:00.000Z' });
		expect(newsOf(point({ closedAt: now }), point(), now)).toMatchObject({ kind: 'opened' });
		expect(newsOf(point(), point({ closedAt: now, version: 2 }), now)).toMatchObject({ kind: 'closed', at: now });
		expect(newsOf(point(), point({ condition: 'red', version: 2 }), now)).toMatchObject({
			kind: 'condition',
			condition: 'red'
		});
	});

	it('is nothing for a village that comes or goes, or a change nobody sees', () => {
		expect(newsOf(undefined, point({ kind: 'dispersed' }), now)).toBeNull();
		expect(newsOf(point({ kind: 'dispersed' }), point({ kind: 'dispersed', closedAt: now }), now)).toBeNull();
		expect(newsOf(point(), point({ capacity: 90, version: 2 }), now)).toBeNull();
	});

	it('carries no name of a person', () => {
		const item = newsOf(undefined, point(), now);
		expect(Object.keys(item!).sort()).toEqual(
			['at', 'condition', 'difference', 'id', 'isDisputed', 'kind', 'people', 'pointId'].sort()
		);
	});
});

describe('the ticker', () => {
	it('begins with the latest counts and puts a newer word of a place before its older one', () => {
		const list = latestCounts([point(), point({ id: 'q', observedAt: '2026-01-26T05:30:00.000Z' })], 5);
		expect(list.map(({ pointId }) => pointId)).toEqual(['q', 'p']);
		const item = newsOf(point(), point({ people: 41, observationId: 'o2', version: 2 }), now)!;
		expect(addNews(list, [item], 5).map(({ id }) => id)).toEqual(['p/2', 'q/1']);
		expect(addNews(list, [item], 1)).toHaveLength(1);
	});
});
