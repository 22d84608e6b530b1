/** Something about a row of a file: which column, and how to mend it. */
export interface RowIssue {
	/** Header of the column as it stands in the file; empty for the row as a whole. */
	column: string;
	zh: string;
	en: string;
}
