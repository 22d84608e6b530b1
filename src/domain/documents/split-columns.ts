import { isLocalKey } from '../reports/local-indicator.ts';
import type { DocumentColumn } from './document.ts';

/** How many indicators stand side by side in a table that is 156 mm wide. */
const COLUMNS_ACROSS = 6;

/** Part of a table that fits the width of the page: which columns, and the name of their group. */
export interface ColumnBand {
	/** Groups of the columns, for the line above. */
	title: string;
	from: number;
	columns: DocumentColumn[];
}

/**
 * Cuts the columns into bands that fit across; they are shared out evenly, so that no band has a single one. The county's
 * own indicators, which stand behind the national ones, begin a band of their own.
 */
export function splitColumns(columns: readonly DocumentColumn[], across = COLUMNS_ACROSS): ColumnBand[] {
	const national = columns.filter(({ key }) => !isLocalKey(key));
	const local = columns.slice(national.length);
	const behind = share(local, across).map((band) => ({ ...band, from: band.from + national.length }));
	return [...share(national, across), ...behind];
}

function share(columns: readonly DocumentColumn[], across: number): ColumnBand[] {
	const count = Math.ceil(columns.length / across);
	const bands: ColumnBand[] = [];
	let from = 0;
	for (let band = 0; band < count; band++) {
		const upto = Math.round(((band + 1) * columns.length) / count);
		const part = columns.slice(from, upto);
		bands.push({ title: [...new Set(part.map(({ group }) => group))].join('、'), from, columns: part });
		from = upto;
	}
	return bands;
}
