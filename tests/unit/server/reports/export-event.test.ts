import { describe, expect, it } from 'vitest';
import type { EventView } from '#domain/events/event.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import type { RollUp } from '#domain/reports/roll-up.ts';
import { eventRows, exportEvent, type EventFigures } from '#server/reports/export-event.ts';

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
	shapes: []
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
});
