/** A problem of the catalogue: what a user reads. `{name}` in the words is filled from the problem's params. */
export interface CatalogueEntry {
	/** HTTP status of an answer that carries this problem. */
	status: number;
	zh: string;
	en: string;
}
