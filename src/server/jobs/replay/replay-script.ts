import type { ShelterCondition, ShelterView } from '#domain/shelters/shelter.ts';
import { SeededRandom } from '../demo/seeded-random.ts';
import { filled } from '../demo/filled.ts';

/** What happens in the replay, in order; times are minutes of the disaster from its beginning. */
export type ReplayStep = { at: number } & (
	| { kind: 'level'; level: number; reason: string; evidence: string }
	| { kind: 'phase'; phase: 'response' | 'transition'; reason: string }
	| { kind: 'open'; shelterId: string }
	/** A count by the shelter's own tablet. `late`: made five hours ago without a network, sent now. */
	| { kind: 'count'; shelterId: string; people: number; isLate?: boolean }
	/** The desk's own, differing count, by telephone. */
	| { kind: 'differ'; shelterId: string; people: number }
	| { kind: 'settle'; shelterId: string; reason: string }
	| { kind: 'condition'; shelterId: string; condition: ShelterCondition; reason: string }
	| { kind: 'village'; areaCode: string; people: number }
);

const HOUR = 60;

/** The days that the replay lasts: the disaster's first three. */
export const REPLAY_MINUTES = 72 * HOUR;

const LEVELS = [
	[8, 4, '达到Ⅳ级响应条件', '各乡镇初报'],
	[24, 3, '电力线路大面积覆冰，山区断电断水', '供电公司通报、各乡镇续报'],
	[44, 2, '转移安置人数超过Ⅱ级响应标准', '各乡镇续报；省气象台冰冻红色预警']
] as const;

const CONDITIONS = [
	[1, 26, 'amber', '停电，靠发电机照明'],
	[3, 34, 'amber', '棉被不足，缺 40 床'],
	[1, 41, 'red', '发电机柴油将尽，只够 6 小时'],
	[4, 47, 'amber', '供水管冻裂，消防车送水'],
	[1, 58, 'green', '柴油已送到'],
	[3, 63, 'green', '棉被已补齐']
] as const;

/**
 * Writes the replay for the shelters that are ready and the villages of their townships: levels rise, shelters open and
 * fill, one reports late and counts as silent, two counts of another differ and are settled, conditions change.
 */
export function writeReplay(shelters: readonly ShelterView[], villages: readonly string[], seed: number): ReplayStep[] {
	const random = new SeededRandom(seed);
	const steps: ReplayStep[] = [
		{ at: 6 * HOUR, kind: 'phase', phase: 'response', reason: '冻雨持续，国道封闭，旅客滞留' },
		...LEVELS.map(([hours, level, reason, evidence]) => ({
			at: hours * HOUR,
			kind: 'level' as const,
			level,
			reason,
			evidence
		})),
		{ at: 71 * HOUR, kind: 'phase', phase: 'transition', reason: '天气转晴，道路陆续开通' },
		...shelters.flatMap((shelter, index) => writeShelter(shelter, index, random)),
		...CONDITIONS.flatMap(([index, hours, condition, reason]) => {
			const shelterId = shelters[index]?.id;
			return shelterId ? [{ at: hours * HOUR, kind: 'condition' as const, shelterId, condition, reason }] : [];
		}),
		...villages.flatMap((areaCode) => writeVillage(areaCode, random))
	];
	return steps.sort((a, b) => a.at - b.at);
}

function writeShelter({ id: shelterId, capacity }: ShelterView, index: number, random: SeededRandom): ReplayStep[] {
	const opened = (6.5 + index * 2.6) * HOUR;
	const full = Math.round((capacity ?? 60) * (index % 5 === 0 ? 1.08 : random.between(0.7, 0.98)));
	const steps: ReplayStep[] = [{ at: opened, kind: 'open', shelterId }];
	const isLate = index === 2;
	if (isLate) steps.push({ at: opened + 20, kind: 'count', shelterId, people: Math.round(full * 0.3), isLate });
	const first = isLate ? 48 * HOUR : opened + 25;
	for (let at = first; at < REPLAY_MINUTES; at += random.between(80, 200)) {
		const people = Math.round(full * filled((at - opened) / (30 * HOUR)) * random.between(0.97, 1.03));
		steps.push({ at, kind: 'count', shelterId, people });
		if (index === 0 && at > 30 * HOUR && !steps.some(({ kind }) => kind === 'differ')) {
			steps.push(
				{ at: at + 5, kind: 'differ', shelterId, people: people + 9 },
				{ at: at + 70, kind: 'settle', shelterId, reason: '电话核对：新到的 9 人尚未登记，以后一次为准' }
			);
		}
	}
	return steps;
}

function writeVillage(areaCode: string, random: SeededRandom): ReplayStep[] {
	const people = Math.round(random.between(10, 140));
	const hours = [random.between(7, 22), random.between(26, 44), random.between(50, 70)];
	return hours.map((at, index) => ({
		at: at * HOUR,
		kind: 'village',
		areaCode,
		people: Math.round(people * filled((index + 1) / 3))
	}));
}
