import { describe, expect, it } from 'vitest';
import { parentOf } from '#domain/areas/area-code.ts';
import { loadCounty } from '#server/areas/load-county.ts';

describe('loading a county of the national division', () => {
	it('reads 祁东县 whole: 24 townships, 367 villages', async () => {
		const { county, city, province, townships, villages } = await loadCounty('430426');
		expect([province.name, city.name, county.name]).toEqual(['湖南省', '衡阳市', '祁东县']);
		expect(townships).toHaveLength(24);
		expect(villages).toHaveLength(367);
		expect(townships[0]).toEqual({ code: '430426001', name: '洪桥街道' });
		expect(new Set(villages.map(({ code }) => code)).size).toBe(367);
		const townshipCodes = new Set(townships.map(({ code }) => code));
		for (const { code } of villages) expect(townshipCodes).toContain(parentOf(code));
	});

	it.each([
		['430424', '衡东县'],
		['110101', '东城区'],
		['510722', '三台县'],
		['540629', '尼玛县'],
		['469005', '文昌市'],
		['441900', '东莞市'],
		['659001', '石河子市']
	])('reads %s %s', async (code, name) => {
		const { county, townships, villages } = await loadCounty(code);
		expect(county).toEqual({ code, name });
		expect(townships.length).toBeGreaterThan(3);
		expect(villages.length).toBeGreaterThan(townships.length);
	});

	it('reads the first and the last lines of the files too', async () => {
		expect((await loadCounty('110101')).villages[0]?.code).toBe('110101001001');
		expect((await loadCounty('659012')).townships.length).toBeGreaterThan(0);
	});

	it('says clearly that a county is unknown', async () => {
		for (const code of ['430499', '999999', '43042', '430426104', 'x', ''])
			await expect(loadCounty(code)).rejects.toMatchObject({ problem: { code: 'unknownArea' } });
	});

	it('takes under a second of work', async () => {
		const before = process.cpuUsage();
		await loadCounty('430426');
		const { user, system } = process.cpuUsage(before);
		expect((user + system) / 1e6).toBeLessThan(1);
	});
});
