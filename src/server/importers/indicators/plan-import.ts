import type { EventKind } from '#domain/events/event.ts';
import type { TotalCheck } from '#domain/history/import-indicators.ts';
import { matchKind } from '#domain/history/match-kind.ts';
import { checkFigures } from '#domain/reports/check-figures.ts';
import type { DivisionNames } from '../../areas/division-names.ts';
import { tidyName } from '../../areas/short-names.ts';
import type { Table } from '../table.ts';
import { BreakTally } from './break-tally.ts';
import { checkTotals } from './check-totals.ts';
import { matchAreas, type MatchedArea, type RememberedNames } from './match-areas.ts';
import { readRows, type GivenFile, type GivenRow } from './read-rows.ts';

/** A row with what its names stand for and the rules it breaks. The figures are as given. */
export interface PlannedRow extends GivenRow {
	matched: MatchedArea;
	eventKind: EventKind | null;
	/** Sums up the rows indented below it. */
	isAggregate: boolean;
	/** How many rules it breaks. */
	breaks: number;
}

export interface ImportPlan extends Omit<GivenFile, 'rows'> {
	sheet: string | null;
	encoding: string | null;
	rows: PlannedRow[];
	checks: TotalCheck[];
	tally: BreakTally;
}

/** What people said names stand for. */
export interface RememberedKnowledge {
	rememberedAreas: RememberedNames;
	/** Kinds that people said names stand for, by the name without blanks. */
	rememberedKinds: ReadonlyMap<string, EventKind>;
}

/** What rows are read with. */
export interface ImportKnowledge extends RememberedKnowledge {
	names: DivisionNames;
}

/**
 * Plans the import of an export: every row with its area, kind and breaks. Nothing is repaired.
 *
 * @throws FileRefusal when the header is not the catalogue's
 */
export async function planImport(table: Table, knowledge: ImportKnowledge): Promise<ImportPlan> {
	const file = readRows(table);
	const areas = await matchAreas(file.rows, knowledge.names, knowledge.rememberedAreas);
	const kinds = new Map<string, EventKind | null>();
	const kindOf = (name: string): EventKind | null => {
		const key = tidyName(name);
		const kind = kinds.get(key) ?? knowledge.rememberedKinds.get(key) ?? matchKind(name);
		kinds.set(key, kind);
		return kind;
	};
	const checks = checkTotals(file);
	// Where 合计 adds up over all rows, deeper names are rows of their own; otherwise they are parts of the row above.
	const isNested = checks.every(({ over }) => over !== 'all');
	const tally = new BreakTally();
	const rows = file.rows.map((row, at) => {
		const breaks = checkFigures(row.figures);
		tally.add(row, breaks);
		return {
			...row,
			matched: areas[at] as MatchedArea,
			eventKind: kindOf(row.kind),
			isAggregate: isNested && (file.rows[at + 1]?.indent ?? -1) > row.indent,
			breaks: breaks.length
		};
	});
	return { ...file, sheet: table.sheet, encoding: table.encoding, rows, checks, tally };
}
