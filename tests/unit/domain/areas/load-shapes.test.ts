import { describe, expect, it } from 'vitest';
import { decideLoadShapes } from '#domain/areas/load-shapes.ts';
import type { KnownCounty } from '#domain/areas/shape-validation.ts';

const county: KnownCounty = {
	areas: new Map([['430426106', { name: '归阳镇' }]]),
	bounds: [111.54, 26.47, 112.34, 27.08]
};
const feature = (code: string) => ({
	type: 'Feature',
	properties: { code },
	geometry: {
		type: 'Polygon',
		coordinates: [
			[
				[112, 26.5],
				[112.1, 26.5],
				[112.1, 26.6],
				[112, 26.5]
			]
		]
	}
});
const file = (...codes: string[]) => JSON.stringify({ type: 'FeatureCollection', features: codes.map(feature) });
const decide = (text: string, onlyValid = false, version = 3) =>
	decideLoadShapes({ text, onlyValid, version }, county, 3);

describe('loading a map file', () => {
	it('takes a sound file', () => {
		expect(decide(file('430426106'))).toMatchObject({ ok: true, value: { shapes: [{ code: '430426106' }] } });
	});

	it('refuses a file checked against an older map', () => {
		expect(decide(file('430426106'), false, 2)).toMatchObject({ ok: false, problem: { code: 'versionConflict' } });
	});

	it('refuses what is no GeoJSON, in words', () => {
		for (const text of ['{', '[]', 'null'])
			expect(decide(text)).toMatchObject({ ok: false, problem: { code: 'invalidFile', fields: [{ path: 'text' }] } });
	});

	it('refuses a file with errors unless only the sound features are wanted', () => {
		const mixed = file('430426106', '999999001');
		expect(decide(mixed)).toMatchObject({
			ok: false,
			problem: { code: 'importHasErrors', params: { count: 1 }, fields: [{ path: 'features.1' }] }
		});
		expect(decide(mixed, true)).toMatchObject({ ok: true, value: { unknownCodes: ['999999001'] } });
		expect(decide(file('999999001'), true)).toMatchObject({ ok: false });
	});
});
