import { formatAge } from '../i18n/format.ts';

const HOUR = 3_600_000;

/** How long ago in one unit, for narrow columns: `21 分钟前`, `3 小时前`. Both in ms since 1970. */
export function coarseAge(moment: number, now: number): string {
	const age = now - moment;
	return formatAge(now - (age < HOUR ? age : Math.floor(age / HOUR) * HOUR), now);
}
