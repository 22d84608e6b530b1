import type { Locale } from '#domain/shared/problems.ts';
import { nameOf } from '#domain/reports/indicators.ts';
import { live } from '#client/live/live-store.svelte.ts';

/** What a reason of a report is about, in words: the indicators that its `about` names (see `neededReasons`). */
export function aboutName(about: string, locale: Locale): string {
	const keys = about.match(/local\.\d+|[A-Za-z]+/g) ?? [];
	const names = keys.flatMap((key) => {
		const indicator = live.catalogue.find(key);
		return indicator ? [nameOf(indicator)[locale]] : [];
	});
	return names.join(locale === 'zh' ? '、' : ', ');
}
