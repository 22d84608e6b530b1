import { buildCounty } from '#server/areas/build-county.ts';
import { figure, median, type Figure } from '../figure.ts';

const ROUNDS = 3;

/** Processor time that the first start spends on making a county's map: outline, township cells, points. */
export async function countyBuild(): Promise<Figure[]> {
	const seconds: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const before = process.cpuUsage();
		await buildCounty('430426');
		const { user, system } = process.cpuUsage(before);
		seconds.push((user + system) / 1e6);
	}
	const note = 'processor time for one county of 24 townships and 367 villages';
	return [figure('county-build', { value: median(seconds), baseline: null, unit: 's', note }, { most: 3 })];
}
