import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { XmlFault, XmlScanner } from '#server/importers/xlsx/xml-scanner.ts';

/** All that a scanner says of a text given in pieces; texts that meet are one. */
function scan(pieces: readonly string[]): string[] {
	const said: string[] = [];
	let text = '';
	const flush = () => {
		if (text !== '') said.push(`text ${text}`);
		text = '';
	};
	const scanner = new XmlScanner({
		open(name, attribute) {
			flush();
			said.push(`open ${name} ${attribute('r') ?? '-'} ${attribute('t') ?? '-'}`);
		},
		text: (more) => (text += more),
		close(name) {
			flush();
			said.push(`close ${name}`);
		}
	});
	for (const piece of pieces) scanner.write(piece);
	scanner.end();
	return said;
}

/** The same of a general parser. */
function parse(xml: string): string[] {
	const said: string[] = [];
	let text = '';
	const flush = () => {
		if (text !== '') said.push(`text ${text}`);
		text = '';
	};
	let depth = 0;
	const parser = new SaxesParser({ xmlns: false, position: false });
	const local = (name: string) => name.slice(name.indexOf(':') + 1);
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('opentag', ({ name, attributes }) => {
		flush();
		depth++;
		said.push(`open ${local(name)} ${attributes.r ?? '-'} ${attributes.t ?? '-'}`);
	});
	parser.on('text', (more) => (text += depth > 0 ? more : ''));
	parser.on('cdata', (more) => (text += more));
	parser.on('closetag', ({ name }) => {
		flush();
		depth--;
		said.push(`close ${local(name)}`);
	});
	parser.write(xml).close();
	return said;
}

const word = fc.string({
	unit: fc.constantFrom('甲', 'b', '3', ' ', '\u{20BB7}', '.', '-', "'", '"', '>', '/', '='),
	maxLength: 8
});
const escaped = word.map((text) => text.replaceAll('"', '&quot;').replaceAll('>', '&gt;'));
const reference = fc.constantFrom('&amp;', '&lt;', '&#x7532;', '&#30002;', '&quot;', '&apos;');
const name = fc.constantFrom('c', 'v', 'row', 'x:c', 'si', 't', 'a1');
const attributes = fc
	.subarray(['r', 't', 's', 'x:r'])
	.chain((names) => fc.tuple(...names.map((of) => escaped.map((value) => ` ${of} = "${value}"`))))
	.map((all) => all.join(''));
const leaf = fc.oneof(
	escaped,
	reference,
	escaped.map((text) => `<!-- ${text.replaceAll('-', '')} -->`),
	escaped.map((text) => `<![CDATA[${text}]]>`),
	fc.constant('<?pi x="1"?>')
);
const { element } = fc.letrec<{ element: string; inner: string }>((tie) => ({
	inner: fc.oneof({ maxDepth: 4 }, leaf, tie('element')),
	element: fc
		.tuple(name, attributes, fc.array(tie('inner'), { maxLength: 4 }))
		.map(([of, having, inside]) =>
			inside.length === 0 ? `<${of}${having}/>` : `<${of}${having}>${inside.join('')}</${of} >`
		)
}));

test('says of well-formed XML what a general parser says, wherever it is cut', () => {
	fc.assert(
		fc.property(element, fc.array(fc.nat(200)), (xml, cuts) => {
			const whole = `<?xml version="1.0"?>\n${xml}\n`;
			const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
			const pieces = places.slice(1).map((to, at) => whole.slice(places[at], to));
			expect(scan(pieces)).toEqual(parse(whole));
		}),
		{ numRuns: 500 }
	);
});

describe('refuses', () => {
	test.each([
		'<a>',
		'<a></b>',
		'<a></a',
		'<a b></a>',
		'<a b=1></a>',
		'<a b="1></a>',
		'<a/ >',
		'</a>',
		'<>x</>',
		'text<a/>',
		'<a>&unknown;</a>',
		'<a>&amp</a>',
		'<a>&#0;</a>',
		'<a>&#x110000;</a>',
		'<a b="&x;"/>'.replace('b=', 'r='),
		'<!DOCTYPE a><a/>',
		'<a><!ELEMENT b></a>',
		`<a ${'x'.repeat(70_000)}`,
		`<a ${Array.from({ length: 70 }, (_, at) => `a${at}="1"`).join(' ')}/>`
	])('%s', (xml) => {
		expect(() => scan([xml])).toThrow(XmlFault);
	});
});
