import { EVENT_PHASE_NAMES } from '../events/event.ts';
import { nameOf, NATIONAL_INDICATORS } from '../reports/indicators.ts';
import { sayFigure } from './compare-issues.ts';
import type { DocumentFacts } from './facts.ts';
import type { Fillings } from './fill-text.ts';
import { officialTime } from './official-date.ts';

const LEVELS = ['Ⅰ级', 'Ⅱ级', 'Ⅲ级', 'Ⅳ级'];

/** What a text may name in braces: what is known of the event, and every figure of the county that is known. */
export function fillingsOf({ county, event, asOf, areas: [whole] }: DocumentFacts): Fillings {
	const fillings = new Map<string, string>([
		['县名', county],
		['事件名称', event.name],
		['开始时间', officialTime(event.startedAt)],
		['截止时间', officialTime(asOf)],
		['所处阶段', EVENT_PHASE_NAMES[event.phase].zh]
	]);
	const level = event.level === null ? undefined : LEVELS[event.level - 1];
	if (level) fillings.set('响应级别', level);
	if (!whole) return fillings;
	fillings.set('应报村数', `${whole.units}个`);
	fillings.set('已报村数', `${whole.reported}个`);
	fillings.set('未报村数', `${whole.units - whole.reported}个`);
	for (const indicator of NATIONAL_INDICATORS) {
		const figure = whole.figures[indicator.key];
		if (figure !== undefined) fillings.set(nameOf(indicator).zh, sayFigure(indicator.key, figure));
	}
	return fillings;
}
