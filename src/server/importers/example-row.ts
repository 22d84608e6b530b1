/** What the name of the example in a template begins with. */
const EXAMPLE = /^[（(【[]?示例/;

/** Whether a row is a template's example, left in the file: by the text that names the row. */
export function isExample(name: string): boolean {
	return EXAMPLE.test(name);
}
