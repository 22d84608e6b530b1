import type { Locale } from '../shared/problems.ts';
import type { WarningInfo } from './warning.ts';

/** The info blocks in the reader's language; those in the file's first language when there is none. */
export function infosFor<I extends Pick<WarningInfo, 'language'>>(
	{ infos }: { infos: readonly I[] },
	locale: Locale
): I[] {
	const spoken = infos.filter(({ language }) => language.toLowerCase().split('-')[0] === locale);
	if (spoken.length > 0) return spoken;
	return infos.filter(({ language }) => language === infos[0]?.language);
}
