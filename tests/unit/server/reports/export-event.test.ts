import { describe, expect, it } from 'vitest';
import type { EventView } from '#domain/events/event.ts';
import { catalogueWith, NATIONAL_CATALOGUE } from '#domain/reports/catalogue.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import type { RollUp } from '#domain/reports/roll-up.ts';
import { NATIONAL_HEADER } from '#server/importers/indicators/columns.ts';
import { eventRows, exportEvent, type EventFigures } from '#server/reports/export-event.ts';
import { aLocal } from '../../domain/reports/local-indicators.ts';

function rollUp(areaCode: string, figures: Record<string, string>): RollUp {
	const of = Object.entries(figures).map(([key, figure]) => {
		return { key, figure, fromReports: figure, adjustments: '0', fromShelters: null, source: 'reports' as const };
	});
	const level = areaCode.length === 6 ? 'county' : 'township';
	return { eventId: 'e', areaCode, level, units: 2, reported: 1, reportId: null, figures: of };
}

const of: EventFigures = {
	event: { name: '冰冻', kind: 'freeze', startedAt: '2026-01-12T00:00:00.000Z' } as EventView,
	county: { code: '430426', name: '祁东县' },
	names: new Map([
		['430426001', '洪桥街道'],
		['430426002', '玉合街道']
	]),
	tree: {
		own: rollUp('430426', { affected: '15', directEconomicLoss: '3.75' }),
		below: [
			rollUp('430426001', { affected: '12', directEconomicLoss: '0.25' }),
			rollUp('430426002', { affected: '3', directEconomicLoss: '1.5' })
		]
	},
	shapes: [],
	catalogue: NATIONAL_CATALOGUE
};

describe('the export of an event', () => {
	it('has a total that is the sum of its columns, with a row for what only the county counts', () => {
		const [total, ...rows] = eventRows(of);
		expect(rows.map(({ area }) => area.trim())).toEqual(['洪桥街道', '玉合街道', '祁东县本级']);
		for (const key of ['affected', 'directEconomicLoss'])
			expect(addDecimals(rows.flatMap(({ figures }) => figures[key] ?? []))).toBe(total?.figures[key]);
	});

	it('has tags in CSV, and the townships with their labels in GeoJSON', async () => {
		const csv = (await exportEvent(of, 'csv')).bytes.toString('utf8').split('\r\n');
		expect(csv[1]).toContain('#adm+name');
		expect(csv[2]?.startsWith('合计')).toBe(true);
		const json = JSON.parse((await exportEvent(of, 'geojson')).bytes.toString('utf8')) as {
			labels: Record<string, string>;
			features: { properties: Record<string, unknown> }[];
		};
		expect(json.labels.affected).toBe('受灾人口(人)');
		expect(json.features[0]?.properties).toMatchObject({ name: '洪桥街道', affected: '12', schematic: true });
	});

	it('has the county’s own indicators with a tag of their own, but for those that ended and nobody reported', async () => {
		const ended = aLocal({ key: 'local.2', zh: '受损鱼塘', endedAt: '2026-01-20T00:00:00.000Z' });
		const now = aLocal({ key: 'local.3', zh: '滞留人员', unit: '人', isCurrent: true });
		const catalogue = catalogueWith([aLocal(), ended, now]);
		const figures = { affected: '15', 'local.1': '7' };
		const below = [rollUp('430426001', { affected: '12', 'local.1': '4' }), rollUp('430426002', { affected: '3' })];
		const own = { ...of, catalogue, tree: { own: rollUp('430426', figures), below } };
		const [header, tags, total, first] = (await exportEvent(own, 'csv')).bytes
			.toString('utf8')
			.slice(1)
			.split('\r\n')
			.map((line) => line.split(','));
		expect(header?.slice(NATIONAL_HEADER.length)).toEqual(['受损大棚(个)', '滞留人员(人)']);
		expect(tags?.slice(NATIONAL_HEADER.length)).toEqual(['#indicator+local_1+cumulative', '#indicator+local_3+now']);
		expect([total?.slice(-2), first?.slice(-2)]).toEqual([
			['7', ''],
			['4', '']
		]);
		const rows = eventRows(own);
		expect(rows.at(-1)).toMatchObject({ area: '  祁东县本级', figures: { 'local.1': '3' } });
		const json = JSON.parse((await exportEvent(own, 'geojson')).bytes.toString('utf8')) as {
			labels: Record<string, string>;
			features: { properties: Record<string, unknown> }[];
		};
		expect(json.labels['local.1']).toBe('受损大棚(个)');
		expect(json.labels['local.2']).toBeUndefined();
		expect(json.features[0]?.properties['local.1']).toBe('4');
	});
});
