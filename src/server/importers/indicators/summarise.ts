import type { AreaName, IndicatorPreview, KindName } from '#domain/history/import-indicators.ts';
import { tidyName } from '../../areas/short-names.ts';
import type { ImportPlan } from './plan-import.ts';

const MAX_NAMES = 1_000;
const MAX_TEXTS = 50;

const NOTES = {
	text: { zh: '个数字存为文本，按数字读入', en: 'numbers were kept as text; read as numbers' },
	fullWidth: { zh: '个数字用了全角字符，按半角读入', en: 'numbers had full-width characters; read as plain ones' },
	separators: { zh: '个数字带千位分隔符，去掉后读入', en: 'numbers had thousands separators; read without' },
	formula: { zh: '个单元格是公式，取表中已算出的值', en: 'cells were formulas; their stored result is taken' },
	serialDate: { zh: '个发生时间是日期序列号，按日期理解', en: 'times were serial numbers of days; understood as dates' }
} as const;

/** What a plan comes to, for whoever decides on loading it. */
export function summarise(plan: ImportPlan): Omit<IndicatorPreview, 'effect'> {
	const areas = areaNames(plan);
	const kinds = kindNames(plan);
	const unread = plan.rows.filter(({ day }) => day === null);
	const notes = (Object.keys(NOTES) as (keyof typeof NOTES)[]).flatMap((key) => {
		const count = plan.noted[key] ?? 0;
		return count === 0 ? [] : [{ zh: `${count} ${NOTES[key].zh}`, en: `${count} ${NOTES[key].en}` }];
	});
	if (!plan.columns.isInOrder)
		notes.push({
			zh: '列的顺序与国家目录不同，按表头读入',
			en: 'the columns stand in another order; read by their header'
		});
	if (plan.columns.unitless.length > 0)
		notes.push({
			zh: `${plan.columns.unitless.length} 列的表头没有单位，按目录的单位读入`,
			en: `${plan.columns.unitless.length} headers have no unit; the catalogue’s is taken`
		});
	const hasCode = (names: readonly AreaName[], wanted: boolean) =>
		names.filter(({ code }) => (code !== null) === wanted);
	return {
		sheet: plan.sheet,
		encoding: plan.encoding,
		rows: plan.rows.length,
		indicators: plan.columns.indicators.length,
		areas: {
			matched: hasCode(areas, true).length,
			unmatched: hasCode(areas, false).length,
			names: [...hasCode(areas, false), ...hasCode(areas, true)].slice(0, MAX_NAMES)
		},
		kinds: {
			matched: kinds.filter(({ kind }) => kind !== null).length,
			unmatched: kinds.filter(({ kind }) => kind === null).length,
			names: kinds.slice(0, MAX_NAMES)
		},
		times: {
			read: plan.rows.length - unread.length,
			unread: unread.length,
			texts: [...new Set(unread.map(({ time }) => time.slice(0, 40)))].slice(0, MAX_TEXTS)
		},
		totals: plan.checks,
		breaksByRule: plan.tally.byRule,
		rowsWithBreaks: plan.tally.rows,
		breaks: plan.tally.first,
		problems: plan.problems,
		problemCount: plan.problemCount,
		notes,
		ignoredColumns: plan.columns.ignored
	};
}

function areaNames({ rows }: ImportPlan): AreaName[] {
	const names = new Map<string, AreaName>();
	for (const { area, parent, matched } of rows) {
		const [name, above] = [area.trim(), parent.trim()];
		const key = `${name}|${above}|${matched.code}`;
		const known = names.get(key);
		if (known) known.rows++;
		else names.set(key, { name, parent: above, ...matched, rows: 1 });
	}
	return [...names.values()];
}

function kindNames({ rows }: ImportPlan): KindName[] {
	const names = new Map<string, KindName>();
	for (const { kind, eventKind } of rows) {
		const known = names.get(tidyName(kind));
		if (known) known.rows++;
		else names.set(tidyName(kind), { name: kind.trim(), kind: eventKind, rows: 1 });
	}
	return [...names.values()].sort((a, b) => Number(a.kind !== null) - Number(b.kind !== null) || b.rows - a.rows);
}
