import type { Locale } from '#domain/shared/problems.ts';
import { locale } from './locale.svelte.ts';

/** Words of one feature: texts, and functions that put figures into texts. */
type Dictionary = Readonly<Record<string, string | ((...args: never[]) => string)>>;

/** The other language: the same keys, and functions that take the same figures. */
type Translated<T extends Dictionary> = {
	readonly [Key in keyof T]: T[Key] extends (...args: infer Args) => string ? (...args: Args) => string : string;
};

export type Messages<T extends Dictionary> = Readonly<Record<Locale, Translated<T>>>;

/** Declares the words of a feature. The compiler refuses a language in which one is missing or too many. */
export function defineMessages<const T extends Dictionary>(of: { zh: T; en: NoInfer<Translated<T>> }): Messages<T> {
	return of as unknown as Messages<T>;
}

/** The words in the present language: `const t = useMessages(messages)`, then `t().title`. Reactive. */
export function useMessages<T extends Dictionary>(messages: Messages<T>): () => Translated<T> {
	return () => messages[locale.current];
}
