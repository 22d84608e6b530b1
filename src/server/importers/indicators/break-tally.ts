import type { IndicatorPreview, RowBreaks } from '#domain/history/import-indicators.ts';
import type { Break } from '#domain/reports/check-figures.ts';
import type { GivenRow } from './read-rows.ts';

const MAX_BROKEN_ROWS = 500;

/** Breaks of a file counted by rule; those of its first rows are kept whole, so that a bad file costs no more memory. */
export class BreakTally {
	readonly first: RowBreaks[] = [];
	rows = 0;
	readonly #byRule = new Map<string, IndicatorPreview['breaksByRule'][number]>();

	add({ number, area, kind }: GivenRow, breaks: Break[]): void {
		if (breaks.length === 0) return;
		this.rows++;
		if (this.first.length < MAX_BROKEN_ROWS)
			this.first.push({ row: number, area: area.trim(), kind: kind.trim(), breaks });
		for (const found of breaks) {
			const known = this.#byRule.get(found.rule);
			if (known) known.rows++;
			else {
				const isOftenBroken = found.kind === 'relation' && found.isOftenBroken;
				this.#byRule.set(found.rule, { rule: found.rule, level: found.level, rows: 1, isOftenBroken });
			}
		}
	}

	/** Errors first, what is broken most often first. */
	get byRule(): IndicatorPreview['breaksByRule'] {
		return [...this.#byRule.values()].sort((a, b) => a.level.localeCompare(b.level) || b.rows - a.rows);
	}
}
