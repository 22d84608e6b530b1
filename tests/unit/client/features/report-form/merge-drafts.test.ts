import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeDrafts } from '#client/features/report-form/merge-drafts.ts';
import type { ReportDraft } from '#client/features/report-form/report-draft.ts';

const someTexts = fc.dictionary(fc.constantFrom('affected', 'deaths', 'injured'), fc.constantFrom('', '1', '2'));
const aDraft: fc.Arbitrary<ReportDraft> = fc.record({
	operationId: fc.constantFrom('a', 'b'),
	texts: someTexts,
	estimates: fc.dictionary(fc.constantFrom('affected', 'deaths'), fc.boolean()),
	reasons: fc.dictionary(fc.constantFrom('fall:affected'), fc.constantFrom('更正', '重复')),
	note: fc.constantFrom('', '路断'),
	isVerified: fc.boolean(),
	replaces: fc.constantFrom(null, 'x'),
	mends: fc.constantFrom(null, 'y')
});

test('who changed nothing takes what the other wrote; whom nobody wrote beside keeps what is there', () =>
	fc.assert(
		fc.property(aDraft, aDraft, (base, other) => {
			expect(mergeDrafts(base, base, other)).toEqual(other);
			expect(mergeDrafts(base, other, base)).toEqual(other);
		})
	));

test('nothing that was typed in either is lost; in one box what was typed here stands', () =>
	fc.assert(
		fc.property(fc.option(aDraft), aDraft, fc.option(aDraft), (base, mine, theirs) => {
			const { texts } = mergeDrafts(base, mine, theirs);
			for (const key of ['affected', 'deaths', 'injured']) {
				const [before, here, there] = [base?.texts[key], mine.texts[key], theirs?.texts[key]];
				if (here !== undefined && here !== before) expect(texts[key]).toBe(here);
				else if (there !== undefined && there !== before) expect(texts[key]).toBe(there);
			}
		})
	));

test('what is typed while the other tab files is a report of its own, with that alone', () => {
	const filed = { operationId: 'a', texts: { affected: '1' }, estimates: {}, reasons: {}, note: '路断' };
	const base = { ...filed, isVerified: false, replaces: null, mends: null };
	const both = mergeDrafts(base, { ...base, texts: { affected: '1', deaths: '2' } }, null);
	expect(both).toMatchObject({ texts: { deaths: '2' }, note: '' });
	expect(both.operationId).not.toBe('a');
});
