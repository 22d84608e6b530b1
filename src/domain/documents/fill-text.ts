import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';

/** What may stand in braces in a text: its name, and what is put there. */
export type Fillings = ReadonlyMap<string, string>;

const TOKEN = /\{([^{}\n]*)\}/g;

/**
 * A text with each `{name}` replaced by its figure, so that whoever writes the sentences cannot miswrite the figures.
 *
 * @returns the text, or `unknownFigure` with the names that nothing is known for, or braces without a pair
 */
export function fillText(text: string, fillings: Fillings): Result<string> {
	const names = [...text.matchAll(TOKEN)].map(([, name = '']) => name.trim());
	const unknown = [...new Set(names.filter((name) => !fillings.has(name)))];
	const rest = text.replace(TOKEN, '');
	if (/[{}]/.test(rest)) unknown.push('{ }');
	if (unknown.length > 0) return refuse(problem('unknownFigure', { names: unknown.join('、') }));
	return ok(text.replace(TOKEN, (_, name: string) => fillings.get(name.trim()) ?? ''));
}

/** The paragraphs of a text: its lines, without empty ones and without blanks around them. */
export function paragraphsOf(text: string): string[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}
