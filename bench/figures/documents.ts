import { DOCUMENT_FORMATS } from '#domain/documents/document.ts';
import { hashOfContent } from '#server/documents/hash-of.ts';
import { DocumentPress } from '#server/documents/press.ts';
import { renderDocument } from '#server/documents/render-document.ts';
import { composeBulletin, linesOf } from '../bulletin.ts';
import { figure, median, turnByTurn, type Figure } from '../figure.ts';
import { PLAIN } from '../plain-document.ts';

const ROUNDS = 5;
const AT_A_TIME = 4;
/** Nothing is laid out in a plain document: a share of its pace is what layout may cost. */
const LIMITS = { pdf: { least: 0.25 }, docx: { least: 0.15 }, xlsx: { least: 0.3 }, issued: { least: 1 } };

/** Documents a second, one after the other. */
async function perSecond(set: () => Promise<unknown>): Promise<number> {
	const begun = performance.now();
	for (let done = 0; done < AT_A_TIME; done++) await set();
	return (AT_A_TIME * 1_000) / (performance.now() - begun);
}

/** Bulletins of 24 townships a second: each format against the same lines plainly, and all three as they are issued. */
export async function documents(): Promise<Figure[]> {
	const content = await composeBulletin('430426');
	const sha256 = hashOfContent(content);
	const lines = linesOf(content);
	const figures: Figure[] = [];
	for (const format of DOCUMENT_FORMATS) {
		const own = () => renderDocument(format, content, sha256);
		const plain = () => PLAIN[format](lines);
		const { byteLength } = await own();
		await plain();
		const measured = await turnByTurn(
			ROUNDS,
			() => perSecond(own),
			() => perSecond(plain)
		);
		const note = `bulletin of 24 townships, ${Math.round(byteLength / 1_024)} kB; ${lines.length} plain lines by the same library`;
		figures.push(figure(`documents-${format}`, { ...measured, unit: '/s', note }, LIMITS[format]));
	}
	const press = new DocumentPress();
	const rates: number[] = [];
	await press.print(content, sha256);
	for (let round = 0; round < ROUNDS; round++) rates.push(await perSecond(() => press.print(content, sha256)));
	await press.stop();
	const note = 'PDF, DOCX and XLSX of a bulletin together, in the thread that sets what is issued';
	return [
		...figures,
		figure('documents-issued', { value: median(rates), baseline: null, unit: '/s', note }, LIMITS.issued)
	];
}
