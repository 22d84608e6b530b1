import type { Decimal } from '#domain/reports/decimal.ts';

/** A row of an export: its four texts as given, and figures by indicator key. */
export interface ExportedRow {
	area: string;
	kind: string;
	parent: string;
	time: string;
	figures: Readonly<Record<string, Decimal>>;
}

/** A file to be handed out. */
export interface ExportedFile {
	fileName: string;
	contentType: string;
	bytes: Buffer;
}
