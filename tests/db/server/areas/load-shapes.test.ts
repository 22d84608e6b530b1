import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, problemIn, TOWNSHIPS, type Desk } from '../../desk.ts';

let desk: Desk;

beforeAll(async () => {
	desk = await createDesk();
	const square = { type: 'Polygon', coordinates: [ring(111.6, 26.5, 0.7)] };
	await desk.db.prisma.areaShape.create({
		data: { code: COUNTY, geometry: square, source: '县界', isSchematic: false }
	});
});

afterAll(() => desk.drop());

function ring(lng: number, lat: number, side: number): number[][] {
	return [
		[lng, lat],
		[lng + side, lat],
		[lng + side, lat + side],
		[lng, lat + side],
		[lng, lat]
	];
}

const file = (...features: [code: string, coordinates: number[][][]][]) =>
	JSON.stringify({
		type: 'FeatureCollection',
		features: features.map(([code, coordinates]) => ({
			type: 'Feature',
			properties: { code },
			geometry: { type: 'Polygon', coordinates }
		}))
	});
const sound = file([TOWNSHIPS[0], [ring(112, 26.7, 0.1)]]);
const command = (text: string, version: number, more: object = {}) => ({
	operationId: newId(),
	text,
	version,
	source: '县自然资源局 2025',
	...more
});
const asAdmin = () => desk.as(desk.actorAs('ADMIN'));

describe('loading the county’s own shapes', () => {
	it('replaces the shapes, with a new version, a change for the screens and an entry in the trail', async () => {
		const input = command(sound, 1);
		const admin = asAdmin();
		const answer = await admin.areas.loadShapes(input);
		expect(answer).toEqual({ version: 2, codes: [TOWNSHIPS[0]], missingCodes: TOWNSHIPS.slice(1), notes: [] });
		const { version, shapes } = await admin.areas.shapes();
		expect(version).toBe(2);
		expect(shapes.features.map(({ properties }) => [properties.code, properties.role, properties.schematic])).toEqual([
			[COUNTY, 'outline', false],
			[TOWNSHIPS[0], 'township', false]
		]);
		expect(await desk.changes()).toEqual([{ type: 'area.shapesChanged', areaCode: COUNTY, version: 2 }]);
		const entry = await desk.db.prisma.auditEntry.findFirstOrThrow({ where: { verb: 'area.loadShapes' } });
		expect(entry).toMatchObject({ before: { version: 1 }, after: { version: 2, codes: [TOWNSHIPS[0]] } });
	});

	it('does it once however often it is sent', async () => {
		const actor = desk.actorAs('ADMIN');
		const input = command(sound, 2);
		const first = await desk.as(actor).areas.loadShapes(input);
		expect(await desk.as(actor).areas.loadShapes(input)).toEqual(first);
		expect((await desk.as(actor).areas.shapes()).version).toBe(3);
	});

	it('refuses a file checked against an older map, and lets only one of two through', async () => {
		expect((await problemIn(asAdmin().areas.loadShapes(command(sound, 1)))).code).toBe('versionConflict');
		const results = await Promise.allSettled([
			asAdmin().areas.loadShapes(command(sound, 3)),
			asAdmin().areas.loadShapes(command(sound, 3))
		]);
		expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	it('takes nothing from a file with errors, unless only the sound shapes are wanted', async () => {
		const mixed = file([TOWNSHIPS[1], [ring(112, 26.8, 0.1)]], ['439999001', [ring(112, 26.8, 0.1)]]);
		const problem = await problemIn(asAdmin().areas.loadShapes(command(mixed, 4)));
		expect(problem).toMatchObject({ code: 'importHasErrors', params: { count: 1 }, fields: [{ path: 'features.1' }] });
		expect((await asAdmin().areas.loadShapes(command(mixed, 4, { onlyValid: true }))).codes).toEqual([TOWNSHIPS[1]]);
		const far = file([TOWNSHIPS[1], [ring(100, 26.8, 0.1)]]);
		expect((await problemIn(asAdmin().areas.loadShapes(command(far, 5)))).code).toBe('importHasErrors');
		expect((await problemIn(asAdmin().areas.loadShapes(command('nonsense', 5)))).code).toBe('invalidFile');
	});

	it('is for the county’s administrator only', async () => {
		const desker = desk.as(desk.actorAs('DESK'));
		expect((await problemIn(desker.areas.loadShapes(command(sound, 5)))).code).toBe('forbidden');
		const outside = desk.as(desk.actorAs('ADMIN', TOWNSHIPS[0]));
		expect((await problemIn(outside.areas.loadShapes(command(sound, 5)))).code).toBe('notFound');
		expect((await desker.areas.shapes()).version).toBe(5);
	});

	it('shows a township its own areas and shapes only', async () => {
		const township = desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[1]));
		const codes = (await township.areas.list()).map(({ code }) => code);
		expect(codes).toEqual([COUNTY, TOWNSHIPS[1], '430426105201', '430426105202']);
		const { shapes } = await township.areas.shapes();
		expect(shapes.features.map(({ properties }) => properties.code)).toEqual([COUNTY, TOWNSHIPS[1]]);
		expect(desk.errors).toEqual([]);
	});
});
