import { formatDecimal } from '../reports/decimal.ts';
import { DOCUMENT_KINDS, type DocumentColumn, type DocumentContent, type DocumentRow } from './document.ts';
import { officialDate } from './official-date.ts';
import type { ColumnBand } from './split-columns.ts';

/** The heads of the two columns before the indicators. */
export const LEAD_HEADS = ['地区', '已报村/应报村'] as const;

/** The masthead: the county's name and what it issues. */
export function mastheadOf({ county, kind }: DocumentContent): string {
	return `${county}${DOCUMENT_KINDS[kind].zh}`;
}

/** Under the masthead: 文号 where there is one, and the number of the issue. */
export function issueLineOf({ reference, number }: DocumentContent): string {
	return [reference, `第${number}期`].filter(Boolean).join('\u3000');
}

/** Above the red line, left and right. */
export function originOf({ issuer, issuedAt }: DocumentContent): [string, string] {
	return [issuer, officialDate(issuedAt)];
}

/** 单位负责人, 填表人, 报出日期. */
export function signatureOf({ responsible, filledBy, issuedAt }: DocumentContent): string[] {
	return [`单位负责人：${responsible}`, `填表人：${filledBy}`, `报出日期：${officialDate(issuedAt)}`];
}

/** The fingerprint under which the content can be found to be what was issued. */
export function fingerprintOf(sha256: string): string {
	return `内容校验码（SHA-256）：${sha256}`;
}

/** A head cell: the indicator with its unit. */
export function columnHead({ label, unit }: DocumentColumn): string {
	return `${label}（${unit}）`;
}

/** A cell as it is printed; a dash where nobody reported. */
export function cellText(row: DocumentRow, index: number, { decimals }: DocumentColumn): string {
	const figure = row.cells[index] ?? null;
	if (figure === null) return row.kind === 'adjustment' ? '' : '—';
	const isMore = (row.kind === 'change' || row.kind === 'adjustment') && figure !== '0' && !figure.startsWith('-');
	return `${isMore ? '+' : ''}${formatDecimal(figure, decimals)}`;
}

/** A file's name: what the document is called and its number, without what a file system forbids. */
export function fileNameOf({ title, number }: Pick<DocumentContent, 'title' | 'number'>, format: string): string {
	return `${title.replace(/[\\/:*?"<>|]/g, ' ').trim()}（第${number}期）.${format}`;
}

/** What stands above a band of the table. */
export function captionOf({ title }: ColumnBand, index: number, count: number): string {
	return count > 1 ? `表${index + 1}\u3000${title}` : `附表\u3000${title}`;
}
