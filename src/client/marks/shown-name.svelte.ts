import { locale } from '#client/i18n/locale.svelte.ts';

const ANONYMISED = { zh: '已匿名', en: 'Anonymised' } as const;

/** A person's name, or that it was removed after an event. Reactive. */
export function shownName({ name }: { name: string }): string {
	return name === '' ? ANONYMISED[locale.current] : name;
}
