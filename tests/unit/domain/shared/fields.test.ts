import { describe, expect, it } from 'vitest';
import { line, paragraph, Reason } from '#domain/shared/fields.ts';

describe('texts', () => {
	it.each([
		['a zero-width space', '\u200b'],
		['a soft hyphen', '\u00ad'],
		['a turn of direction', '\u202e'],
		['a Hangul filler', '\u3164'],
		['a Braille blank', '\u2800 \u200d'],
		['spaces', '   ']
	])('%s is no reason', (_, text) => {
		expect(Reason.safeParse(text).success).toBe(false);
	});

	it('reads as it is written: marks that turn or hide text are left out', () => {
		expect(line(40).parse('\u202egnp.exe\u200b\ufeff ')).toBe('gnp.exe');
		expect(paragraph(40).parse('太和\u200b堂\n中学')).toBe('太和堂\n中学');
	});

	it('keeps emoji joined and full-width text', () => {
		expect(line(40).parse(' 👨‍👩‍👧 Ａ１ ')).toBe('👨‍👩‍👧 Ａ１');
	});

	it('names one limit, not the guard before it', () => {
		expect(
			line(5)
				.safeParse('x'.repeat(500))
				.error?.issues.map((issue) => issue.code)
		).toEqual(['too_big']);
	});

	it('refuses control characters, and line breaks in a line', () => {
		expect(line(5).safeParse('a\u0000b').success).toBe(false);
		expect(line(5).safeParse('a\nb').success).toBe(false);
		expect(paragraph(5).safeParse('a\nb').success).toBe(true);
	});
});
