import { unzipSync, zipSync, type Zippable } from 'fflate';

/** The earliest time a ZIP can hold, in the machine's zone: ZIP knows no zones, so this is the same everywhere. */
const FIXED = new Date(1980, 0, 1);

/**
 * A ZIP with the same parts in the order of their names and without the times at which they were packed, so that the
 * same content gives the same bytes.
 *
 * @param replaced parts that are put in place of those with the same name
 */
export function fixedZip(bytes: Uint8Array, replaced: Readonly<Record<string, string>> = {}): Buffer {
	const parts = unzipSync(bytes);
	for (const [name, text] of Object.entries(replaced)) parts[name] = new TextEncoder().encode(text);
	const ordered: Zippable = {};
	// The list of types stands first, as readers that look at the first bytes expect.
	const names = Object.keys(parts).sort((a, b) => Number(b[0] === '[') - Number(a[0] === '[') || (a < b ? -1 : 1));
	for (const name of names) ordered[name] = [parts[name] ?? new Uint8Array(), { mtime: FIXED, os: 0, attrs: 0 }];
	return Buffer.from(zipSync(ordered, { level: 6 }));
}

/** `docProps/core.xml`: what it is, whose, and when it was issued. */
export function coreProperties(title: string, issuer: string, issuedAt: string): string {
	const at = `${issuedAt.slice(0, 19)}Z`;
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(issuer)}</dc:creator><cp:lastModifiedBy>${escaped(issuer)}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
