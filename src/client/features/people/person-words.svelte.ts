import type { MaskedPerson } from '#domain/people/mask-person.ts';
import { RELATION_NAMES } from '#domain/people/person.ts';
import { locale } from '#client/i18n/locale.svelte.ts';
import { messages } from './messages.ts';

/** `户主 · 男 · 75 岁`, as far as it is known. Reactive. */
export function aboutPerson({ relation, sex, age }: Pick<MaskedPerson, 'relation' | 'sex' | 'age'>): string {
	const t = messages[locale.current];
	const parts = [RELATION_NAMES[relation][locale.current], sex && t[sex], age === null ? null : t.age(age)];
	return parts.filter(Boolean).join(' · ');
}
