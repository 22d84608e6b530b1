import { EVENT_KINDS } from '#domain/events/event.ts';
import type { IndicatorPreview } from '#domain/history/import-indicators.ts';
import { describeBreak } from '#domain/reports/describe-break.ts';
import { describeRule } from '#domain/reports/describe-rule.ts';
import { formatDecimal } from '#domain/reports/decimal.ts';
import { indicatorOf, nameOf } from '#domain/reports/indicators.ts';
import type { LoadedAnswer } from './load-file.ts';

const MOST_LINES = 20;

/** A preview for machines: what was read, matched and not, the check of 合计, and breaks counted by rule. */
export function previewJson(file: string, preview: IndicatorPreview, loaded: LoadedAnswer | null) {
	const { areas, kinds, totals, breaksByRule, breaks } = preview;
	return {
		file,
		rows: preview.rows,
		indicators: preview.indicators,
		areas: {
			matched: areas.matched,
			unmatched: areas.unmatched,
			unmatchedNames: areas.names
				.filter(({ code }) => code === null)
				.map(({ name, parent, rows, match, candidates }) => ({ name, parent, rows, match, candidates })),
			byShortName: areas.names
				.filter(({ match }) => match === 'short')
				.map(({ name, parent, code, division }) => ({ name, parent, code, division }))
		},
		kinds: {
			matched: kinds.matched,
			unmatched: kinds.unmatched,
			unmatchedNames: kinds.names.filter(({ kind }) => kind === null).map(({ name, rows }) => ({ name, rows })),
			names: kinds.names
		},
		times: preview.times,
		totals: totals.map((total) => ({ ...total, agrees: total.differences.length === 0 })),
		breaks: {
			rows: preview.rowsWithBreaks,
			errors: breaksByRule.filter(({ level }) => level === 'error').reduce((sum, { rows }) => sum + rows, 0),
			warnings: breaksByRule.filter(({ level }) => level === 'warning').reduce((sum, { rows }) => sum + rows, 0),
			byRule: breaksByRule,
			byRow: breaks.map(({ row, area, kind, breaks: of }) => ({
				row,
				area,
				kind,
				breaks: of.map((one) => ({ rule: one.rule, level: one.level, zh: describeBreak(one, 'zh') }))
			}))
		},
		problems: preview.problems,
		problemCount: preview.problemCount,
		notes: preview.notes,
		ignoredColumns: preview.ignoredColumns,
		effect: preview.effect,
		loaded
	};
}

/** A preview for people, in both languages. */
export function describePreview(preview: IndicatorPreview, loaded: LoadedAnswer | null): string {
	const { areas, kinds, times, totals, breaksByRule, problems, effect } = preview;
	const unmatched = areas.names.filter(({ code }) => code === null);
	const unknown = kinds.names.filter(({ kind }) => kind === null);
	const lines = [
		`读取 ${preview.rows} 行、${preview.indicators} 项指标 · ${preview.rows} rows, ${preview.indicators} indicators`,
		`区域：对应 ${areas.matched} 个，未对应 ${areas.unmatched} 个 · areas: ${areas.matched} matched, ${areas.unmatched} not`,
		...some(unmatched, ({ name, parent, rows, match }) => {
			const why = match === 'several' ? '有同名 · several of this name' : '没有代码 · no code';
			return `  ? ${name}（${parent || '—'}）× ${rows}：${why}`;
		}),
		`灾种：对应 ${kinds.matched} 个，未对应 ${kinds.unmatched} 个 · kinds: ${kinds.matched} matched, ${kinds.unmatched} not`,
		...some(
			kinds.names,
			({ name, kind, rows }) =>
				`  ${kind ? '✓' : '?'} ${name || '—'} × ${rows} ${kind ? `→ ${EVENT_KINDS[kind].zh}` : ''}`
		),
		...(times.unread > 0
			? [
					`发生时间：${times.unread} 行读不出日期 · ${times.unread} times without a day: ${times.texts.slice(0, 5).join('、')}`
				]
			: []),
		...(totals.length === 0 ? ['合计：没有合计行 · there is no 合计 row'] : totals.flatMap(describeTotal)),
		`校验：${preview.rowsWithBreaks} 行不符合关系，均原样保留 · ${preview.rowsWithBreaks} rows break rules; all kept as given`,
		...breaksByRule.map(
			({ rule, level, rows }) =>
				`  ${level === 'error' ? '✗' : '!'} ${describeRule(rule, 'zh')} · ${describeRule(rule, 'en')}: ${rows}`
		),
		...preview.notes.map(({ zh, en }) => `  · ${zh} · ${en}`),
		...(preview.ignoredColumns.length > 0
			? [`未识别的列 · columns left out: ${preview.ignoredColumns.slice(0, MOST_LINES).join('、')}`]
			: []),
		...some(problems, ({ row, column, zh, en }) => `  ✗ 第 ${row} 行 · row ${row} “${column}”: ${zh} · ${en}`),
		loaded
			? `已导入 ${loaded.added} 行，已有 ${loaded.known} 行，取代旧数据 ${loaded.replaced} 行 · loaded ${loaded.added}, known ${loaded.known}, replaced ${loaded.replaced}`
			: preview.problemCount > 0
				? `有 ${preview.problemCount} 处读不懂，没有导入任何内容 · ${preview.problemCount} places cannot be read; nothing was loaded`
				: `未写入；导入将新增 ${effect.added} 行 · nothing written; loading would add ${effect.added} rows`
	];
	return `${lines.join('\n')}\n${unknown.length > 0 ? '未识别的灾种原样保留，可在页面上指明 · unknown kinds are kept and can be mapped on the page\n' : ''}`;
}

function describeTotal({ row, over, rows, columns, differences }: IndicatorPreview['totals'][number]): string[] {
	const words = {
		all: '全部行 · all rows',
		outermost: '最外层行 · outermost rows',
		innermost: '最内层行 · innermost rows'
	};
	const verdict =
		differences.length === 0
			? `合计（第 ${row} 行）与 ${rows} 行之和一致（${columns} 列）· agrees with the sums`
			: `合计（第 ${row} 行）有 ${differences.length} 列与各行之和不符 · ${differences.length} columns differ`;
	return [
		`${verdict} [${words[over]}]`,
		...some(differences, ({ key, given, sum }) => {
			const indicator = indicatorOf(key);
			const name = indicator ? nameOf(indicator).zh : key;
			return `  ≠ ${name}: ${given === null ? '—' : formatDecimal(given)} / Σ ${formatDecimal(sum)}`;
		})
	];
}

function some<T>(all: readonly T[], line: (one: T) => string): string[] {
	const rest = all.length - MOST_LINES;
	return [...all.slice(0, MOST_LINES).map(line), ...(rest > 0 ? [`  … 另有 ${rest} · ${rest} more`] : [])];
}
