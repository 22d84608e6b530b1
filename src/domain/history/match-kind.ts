import { EVENT_KINDS, type EventKind } from '../events/event.ts';

/** Names that the national statistics use for a kind beside the one shown on screen. */
const ALIASES: Readonly<Partial<Record<EventKind, readonly string[]>>> = {
	flood: ['洪灾', '水灾', '洪涝灾', '暴雨洪涝', '其他洪涝', '其它洪涝'],
	riverFlood: ['江河洪水', '河流洪水', '江河洪涝'],
	flashFlood: ['山区洪水', '山洪', '山洪灾'],
	urbanFlood: ['城镇内涝', '城市内涝', '内涝'],
	windHail: ['风雹', '龙卷风', '强对流', '风雹灾'],
	lightning: ['雷电', '雷击'],
	freeze: ['低温冷冻', '低温冷冻和冰冻', '低温冰冻', '冰冻', '低温雨雪冰冻', '霜冻', '冻灾', '寒潮'],
	snow: ['雪灾', '暴雪', '雪'],
	typhoon: ['台风', '热带气旋', '台风灾'],
	drought: ['干旱', '旱灾', '旱'],
	geological: ['地质', '山体崩塌滑坡泥石流', '崩塌滑坡泥石流', '崩滑流', '地裂缝', '地面沉降'],
	rockfall: ['崩塌', '山体崩塌'],
	landslide: ['滑坡', '山体滑坡'],
	subsidence: ['地面塌陷'],
	earthquake: ['地震', '地震灾'],
	wildfire: ['森林草原火灾', '森林火灾', '草原火灾', '森林和草原火灾'],
	biological: ['生物', '病虫害', '生物灾', '植物病虫害'],
	marine: ['海洋', '风暴潮', '海浪', '海冰', '海啸', '赤潮']
};

/** A name without what some write and others leave out. */
function bare(name: string): string {
	return name
		.normalize('NFKC')
		.replace(/[\s"'“”]/g, '')
		.replace(/(自然)?(灾害|灾情)$/, '');
}

const KINDS: ReadonlyMap<string, EventKind> = new Map(
	(Object.keys(EVENT_KINDS) as EventKind[]).flatMap((kind) => {
		const name = EVENT_KINDS[kind].zh;
		const last = name.slice(name.lastIndexOf('·') + 1);
		return [name, last, ...(ALIASES[kind] ?? [])].map((one) => [bare(one), kind] as const);
	})
);

/**
 * The kind of disaster that the national statistics name: `洪涝灾害`, `洪涝-江河洪水`, `地质灾害（滑坡）`. The narrowest
 * part that is known counts; 其他 counts only by what stands before it.
 *
 * @returns null for what the taxonomy does not know; it is never guessed
 */
export function matchKind(name: string): EventKind | null {
	const whole = KINDS.get(bare(name));
	if (whole) return whole;
	const parts = name
		.normalize('NFKC')
		.split(/[-—–·•/>\\()（）、:：]+/)
		.map(bare)
		.filter((part) => part !== '' && part !== '其他' && part !== '其它');
	const known = parts.map((part) => KINDS.get(part)).filter((kind) => kind !== undefined);
	return parts.length > 0 && known.length === parts.length ? (known.at(-1) ?? null) : null;
}
