import { z } from 'zod';
import type { Subject } from '../access/can.ts';

/** Kinds of disaster of the national survey, with their sub-kinds where the survey names them. */
export const EVENT_KINDS = {
	flood: { zh: '洪涝', en: 'Flood' },
	riverFlood: { zh: '洪涝 · 江河洪水', en: 'Flood · river' },
	flashFlood: { zh: '洪涝 · 山区洪水', en: 'Flood · mountain' },
	urbanFlood: { zh: '洪涝 · 城镇内涝', en: 'Flood · urban waterlogging' },
	windHail: { zh: '风雹', en: 'Wind and hail' },
	gale: { zh: '风雹 · 大风', en: 'Gale' },
	hail: { zh: '风雹 · 冰雹', en: 'Hail' },
	lightning: { zh: '风雹 · 雷电', en: 'Lightning' },
	freeze: { zh: '低温冷冻', en: 'Freezing weather' },
	snow: { zh: '雪灾', en: 'Snow disaster' },
	typhoon: { zh: '台风', en: 'Typhoon' },
	drought: { zh: '干旱', en: 'Drought' },
	geological: { zh: '地质灾害', en: 'Geological disaster' },
	rockfall: { zh: '地质灾害 · 崩塌', en: 'Rockfall' },
	landslide: { zh: '地质灾害 · 滑坡', en: 'Landslide' },
	debrisFlow: { zh: '地质灾害 · 泥石流', en: 'Debris flow' },
	subsidence: { zh: '地质灾害 · 地面塌陷', en: 'Ground collapse' },
	earthquake: { zh: '地震', en: 'Earthquake' },
	wildfire: { zh: '森林草原火灾', en: 'Forest or grassland fire' },
	biological: { zh: '生物灾害', en: 'Biological disaster' },
	marine: { zh: '海洋灾害', en: 'Marine disaster' }
} as const;

export type EventKind = keyof typeof EVENT_KINDS;
export const EventKind = z.enum(Object.keys(EVENT_KINDS) as [EventKind, ...EventKind[]]);

/** Phases of an event in their order: 预警 → 应急响应 → 过渡安置 → 恢复重建 → 结案. */
export const EVENT_PHASES = ['warning', 'response', 'transition', 'recovery', 'closed'] as const;
export const EventPhase = z.enum(EVENT_PHASES);
export type EventPhase = z.infer<typeof EventPhase>;

/** The words of the phases. */
export const EVENT_PHASE_NAMES = {
	warning: { zh: '预警', en: 'Warning' },
	response: { zh: '应急响应', en: 'Emergency response' },
	transition: { zh: '过渡安置', en: 'Transitional settlement' },
	recovery: { zh: '恢复重建', en: 'Recovery' },
	closed: { zh: '结案', en: 'Closed' }
} as const satisfies Record<EventPhase, { zh: string; en: string }>;

/** Response level: 1 is Ⅰ (highest), 4 is Ⅳ; null when no response is declared. */
export const ResponseLevel = z.int().min(1).max(4).nullable();
export type ResponseLevel = z.infer<typeof ResponseLevel>;

/** An event as every screen sees it. */
export interface EventView {
	id: string;
	name: string;
	kind: EventKind;
	/** When the disaster began (UTC). */
	startedAt: string;
	/** Affected townships (or the county itself), division codes. */
	areaCodes: string[];
	phase: EventPhase;
	level: ResponseLevel;
	description: string;
	openedAt: string;
	closedAt: string | null;
	version: number;
}

/** An event concerns its areas, those above them and those below. */
export function eventSubject(event: Pick<EventView, 'areaCodes'>): Subject {
	return { areas: event.areaCodes, reach: 'overlap' };
}
