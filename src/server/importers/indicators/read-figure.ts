import { decimalOf, type Decimal } from '#domain/reports/decimal.ts';
import type { Cell } from '../table.ts';

/** What a cell was understood as, where it was not simply a number. */
export type FigureNote = 'text' | 'fullWidth' | 'separators' | 'formula';

export type ReadFigure =
	{ figure: Decimal | null; notes: FigureNote[] } | { figure: undefined; zh: string; en: string };

const NOTHING: ReadFigure = { figure: null, notes: [] };

/**
 * The figure of a cell, to the last decimal; null for a blank one. Full-width digits, thousands separators and numbers
 * kept as text are understood and noted; what is no number is refused, never guessed.
 */
export function readFigure(cell: Cell | undefined): ReadFigure {
	if (!cell || cell.kind === 'empty') return NOTHING;
	if (cell.kind === 'number' && !cell.isFormula) {
		const figure = decimalOf(cell.text);
		if (figure !== null) return { figure, notes: [] };
	}
	if (cell.kind === 'error')
		return cell.text === '#公式'
			? refused('公式没有计算结果，请改为数值', 'the formula has no result; put the number itself')
			: refused(`公式出错（${shown(cell)}），请改为数值`, `the formula failed (${shown(cell)}); put the number itself`);
	if (cell.kind === 'date')
		return refused(`是日期“${shown(cell)}”，应为数字`, `“${shown(cell)}” is a date, not a number`);
	const half = cell.text.normalize('NFKC').replace(/[\s\u200b\ufeff]/g, '');
	if (half === '') return NOTHING;
	const isGrouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(half);
	const figure = decimalOf(isGrouped ? half.replaceAll(',', '') : half);
	if (figure === null) return refused(`“${shown(cell)}”不是数字`, `“${shown(cell)}” is not a number`);
	const notes: FigureNote[] = [];
	if (cell.kind === 'text') notes.push('text');
	if (/[\uff01-\uff5e]/.test(cell.text)) notes.push('fullWidth');
	if (isGrouped) notes.push('separators');
	if (cell.isFormula) notes.push('formula');
	return { figure, notes };
}

const refused = (zh: string, en: string): ReadFigure => ({ figure: undefined, zh, en });

function shown({ text }: Cell): string {
	return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
