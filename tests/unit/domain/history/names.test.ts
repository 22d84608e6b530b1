import { describe, expect, test } from 'vitest';
import { matchKind } from '#domain/history/match-kind.ts';
import { readOccurrence } from '#domain/history/occurrence.ts';
import { EVENT_KINDS, type EventKind } from '#domain/events/event.ts';
import { shortName } from '#server/areas/short-names.ts';

describe('kinds of the national statistics', () => {
	test.each([
		['洪涝灾害', 'flood'],
		['洪涝灾害-江河洪水', 'riverFlood'],
		['洪涝（城市内涝）', 'urbanFlood'],
		['洪涝灾害/其他', 'flood'],
		['　风雹灾害 ', 'windHail'],
		['低温冷冻灾害', 'freeze'],
		['雪灾', 'snow'],
		['旱灾', 'drought'],
		['地质灾害-滑坡', 'landslide'],
		['森林火灾', 'wildfire'],
		['地震灾害', 'earthquake']
	])('%s is %s', (name, kind) => expect(matchKind(name)).toBe(kind));

	test.each(['', '其他', '沙尘暴灾害', '洪涝、地震和战争', '合计'])('%j is not guessed', (name) =>
		expect(matchKind(name)).toBeNull()
	);

	test('every kind is found by its own name', () => {
		for (const kind of Object.keys(EVENT_KINDS) as EventKind[]) expect(matchKind(EVENT_KINDS[kind].zh)).toBe(kind);
	});
});

describe('when it began', () => {
	test.each([
		['2020-06-01 08:00:00', '2020-06-01'],
		['2020/6/1', '2020-06-01'],
		['２０２０年６月１日', '2020-06-01'],
		['20200601', '2020-06-01'],
		['2020年6月', '2020-06-01'],
		['2020', '2020-01-01'],
		['2020-06-01至2020-06-05', '2020-06-01'],
		['43983', '2020-06-01'],
		['43983.5', '2020-06-01']
	])('%s is %s', (text, day) => expect(readOccurrence(text)?.day).toBe(day));

	test.each([
		['46346', '2026-11-20'],
		['2026-11-20', '2026-11-20'],
		['2026/11/20 00:00:00', '2026-11-20'],
		['46346.333333333336', '2026-11-20 08:00'],
		['2026-11-20T8:00', '2026-11-20 08:00'],
		['20261120 08:00:00.0', '2026-11-20 08:00'],
		['2026年11月20日', '2026-11-20'],
		['2026年11月', null],
		['2026', null],
		['2026-11-20至2026-11-22', null],
		['2026-11-20 08:00:30', null],
		['46346.99999', null]
	])('the moment of %s is %s', (text, moment) => expect(readOccurrence(text)?.moment).toBe(moment));

	test.each(['', '2020-13-01', '2020-02-30', '去年夏天', '1234567', '12'])('%j is no day', (text) =>
		expect(readOccurrence(text)).toBeNull()
	);
});

test.each([
	['湖南省', '湖南'],
	['恩施土家族苗族自治州', '恩施'],
	['新疆维吾尔自治区', '新疆'],
	['双江拉祜族佤族布朗族傣族自治县', '双江'],
	['祁东县', '祁东'],
	['郊区', '郊区'],
	['阿拉善盟', '阿拉善'],
	[' 长沙 市 ', '长沙']
])('%s is called %s for short', (name, short) => expect(shortName(name)).toBe(short));
