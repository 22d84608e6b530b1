import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { BULLETIN_KEYS, BULLETIN_TEXTS } from './bulletin-text.ts';
import { compareFigures, describeChanges } from './compare-issues.ts';
import type { DocumentContent, DocumentSection, DocumentTable } from './document.ts';
import type { DocumentFacts } from './facts.ts';
import { fillText, paragraphsOf } from './fill-text.ts';
import { fillingsOf } from './fillings-of.ts';
import type { DocumentWords } from './issue-document.ts';
import { officialTime } from './official-date.ts';
import { columnsOf, localColumnsOf, tableOf } from './table-of.ts';

const NUMERALS = ['一', '二', '三', '四', '五'];
const CHANGES = '与上期比较';
const COUNTY_ROW = '“县级核定”为县级调整，以及按安置点实有人数核定的差额。';

/**
 * The whole of a document from the facts and what the desk wrote. The same facts and words give the same document.
 *
 * @returns it, or `unknownFigure` where a text names a figure that is not known, `documentBelowZero` where a figure is
 *   below 0: an adjustment that a later report made wrong
 */
export function composeDocument(facts: DocumentFacts, words: DocumentWords, issuedAt: string): Result<DocumentContent> {
	const { kind, number, county, event, asOf, areas, previous } = facts;
	const sections = sectionsOf(facts, words);
	if (!sections.ok) return sections;
	const below = areas.filter(({ figures }) => Object.values(figures).some((figure) => figure?.startsWith('-')));
	if (below.length > 0)
		return refuse(problem('documentBelowZero', { names: below.map(({ name }) => name).join('、') }));
	const now = areas[0]?.figures ?? {};
	const isShown = (key: string) => kind === 'table' || (BULLETIN_KEYS.includes(key) && now[key] !== undefined);
	const columns = [...columnsOf(isShown), ...(kind === 'table' ? localColumnsOf(facts.local) : [])];
	const table = tableOf(areas, columns, previous);
	const { title, issuer, reference, responsible, filledBy } = words;
	return ok({
		kind,
		number,
		event: { id: event.id, name: event.name },
		county,
		...{ title, issuer, reference, responsible, filledBy },
		asOf,
		issuedAt,
		sections: sections.value,
		table,
		notes: notesOf(facts, table),
		areas,
		previous: previous && { number: previous.number, issuedAt: previous.issuedAt },
		changes: previous ? compareFigures(previous.areas[0]?.figures ?? {}, now) : []
	});
}

function sectionsOf(facts: DocumentFacts, { texts }: DocumentWords): Result<DocumentSection[]> {
	const fillings = fillingsOf(facts);
	const sections: DocumentSection[] = [];
	for (const [key, heading] of Object.entries(BULLETIN_TEXTS) as [keyof typeof BULLETIN_TEXTS, string][]) {
		const filled = fillText(texts[key], fillings);
		if (!filled.ok) return filled;
		sections.push({ heading, paragraphs: paragraphsOf(filled.value) });
		if (key === 'situation') sections.push({ heading: CHANGES, paragraphs: changesOf(facts) });
	}
	const spoken = sections.filter(({ paragraphs }) => paragraphs.length > 0);
	return ok(spoken.map((section, index) => ({ ...section, heading: `${NUMERALS[index] ?? ''}、${section.heading}` })));
}

/** A bulletin says in words what its table shows; the statistical table has it in its last rows. */
function changesOf({ kind, previous, areas }: DocumentFacts): string[] {
	if (!previous || kind === 'table') return [];
	const changes = compareFigures(previous.areas[0]?.figures ?? {}, areas[0]?.figures ?? {});
	const told = changes.filter(({ key }) => BULLETIN_KEYS.includes(key));
	return [describeChanges(previous.number, told)];
}

/** What a reader of the table must know: as of when, who is missing, what a dash means. */
function notesOf({ asOf, areas: [whole, ...townships] }: DocumentFacts, { rows }: DocumentTable): string[] {
	const missing = townships.filter(({ units, reported }) => reported < units);
	const names = missing.map(({ name, units, reported }) => `${name}${units - reported}个`).join('、');
	const silent = whole && whole.reported < whole.units ? whole.units - whole.reported : 0;
	return [
		`数据截至${officialTime(asOf)}；“—”表示未报。`,
		...(rows.some(({ kind }) => kind === 'adjustment') ? [COUNTY_ROW] : []),
		...(silent > 0 ? [`尚有${silent}个村（社区）未报送，未计入，不等于零${names ? `：${names}` : ''}。`] : [])
	];
}
