import { z } from 'zod';
import { AreaCode, isWithin, levelOf } from '../areas/area-code.ts';

/** Areas of an event: townships, or the county itself. What lies under another of them, or twice, is left out. */
export const EventAreas = z
	.array(AreaCode.refine((code) => levelOf(code) === 'county' || levelOf(code) === 'township'))
	.min(1)
	.max(500)
	.transform(outermostAreas);

/** The codes that lie under no other of them, each once, in their order of code. */
export function outermostAreas(codes: readonly string[]): string[] {
	const sorted = [...new Set(codes)].sort();
	return sorted.filter((code) => !sorted.some((other) => other !== code && isWithin(code, other)));
}

/** Whether a place lies in one of an event's areas. */
export function liesIn(code: string, areaCodes: readonly string[]): boolean {
	return areaCodes.some((area) => isWithin(code, area));
}
