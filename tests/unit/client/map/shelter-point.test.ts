import { describe, expect, it } from 'vitest';
import { isDrawnAlike, shelterFeatures, shelterPointOf, type ShelterPoint } from '#client/map/shelter-point.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';

const point: CountPointView = {
	id: 'p1',
	eventId: 'e1',
	kind: 'shelter',
	shelterId: 's1',
	areaCode: '430426106201',
	townshipCode: '430426106',
	openedAt: '2026-01-26T00:00:00.000Z',
	closedAt: null,
	condition: 'amber',
	capacity: 100,
	people: 120,
	ageBands: null,
	needs: null,
	observationId: null,
	observedAt: null,
	lastWordAt: '2026-01-26T05:00:00.000Z',
	disputeIds: [],
	version: 1
};
const shelter = { name: '归阳中学', lng: 112.2, lat: 26.5 };
const policies = { staleAfterMinutes: 240, amberOccupancyPercent: 90, redOccupancyPercent: 100 };
const draw = (change: Partial<CountPointView> = {}, colourBy: 'occupancy' | 'condition' = 'occupancy') =>
	shelterPointOf({ ...point, ...change }, shelter, { colourBy, now: '2026-01-26T08:00:00.000Z', policies });

describe('a shelter on the map', () => {
	it('is coloured by occupancy or by condition', () => {
		expect(draw()?.tone).toBe('red');
		expect(draw({}, 'condition')?.tone).toBe('amber');
		expect(draw({ people: null })?.tone).toBe('unknown');
	});

	it('shows silence and differing reports', () => {
		expect(draw()).toMatchObject({ isSilent: false, isDisputed: false });
		expect(draw({ lastWordAt: null, disputeIds: ['o1', 'o2'] })).toMatchObject({ isSilent: true, isDisputed: true });
	});

	it('is not drawn when closed, dispersed, or without a place', () => {
		expect(draw({ closedAt: '2026-01-26T07:00:00.000Z' })).toBeNull();
		expect(draw({ kind: 'dispersed' })).toBeNull();
		expect(shelterPointOf(point, undefined, { colourBy: 'occupancy', now: point.openedAt, policies })).toBeNull();
	});

	it('is GeoJSON whose clusters can add, with what is unknown shown as such', () => {
		const features = shelterFeatures([
			draw() as ShelterPoint,
			draw({ id: 'p2', people: null }) as ShelterPoint
		]).features;
		expect(features[0]).toEqual({
			type: 'Feature',
			geometry: { type: 'Point', coordinates: [112.2, 26.5] },
			properties: { id: 'p1', people: 120, label: '120', severity: 3, isSilent: false, isDisputed: false }
		});
		expect(features[1]?.properties).toMatchObject({ people: 0, label: '?', severity: 1 });
	});

	it('is drawn anew only when something seen has changed', () => {
		const first = draw() as ShelterPoint;
		expect(isDrawnAlike(first, { ...first, name: '别名' })).toBe(true);
		expect(isDrawnAlike(first, { ...first, people: 121 })).toBe(false);
	});
});
