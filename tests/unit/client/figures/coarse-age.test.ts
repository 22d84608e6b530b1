import { expect, it } from 'vitest';
import { locale } from '#client/i18n/locale.svelte.ts';
import { coarseAge } from '#client/figures/coarse-age.ts';

it('says how long ago in one unit', () => {
	locale.set('en');
	const now = Date.parse('2026-01-26T06:00:00.000Z');
	expect(coarseAge(now - 20_000, now)).toBe('just now');
	expect(coarseAge(now - 21 * 60_000, now)).toBe('21 min ago');
	expect(coarseAge(now - 3 * 3_600_000 - 59 * 60_000, now)).toBe('3 h ago');
	expect(coarseAge(now - 50 * 3_600_000, now)).toBe('2 days ago');
	locale.set('zh');
});
