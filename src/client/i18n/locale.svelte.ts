import type { Locale } from '#domain/shared/problems.ts';

const STORAGE_KEY = 'anlan.locale';
const HTML_LANG: Record<Locale, string> = { zh: 'zh-CN', en: 'en' };

function storedLocale(): Locale {
	if (typeof localStorage === 'undefined') return 'zh';
	try {
		return localStorage.getItem(STORAGE_KEY) === 'en' ? 'en' : 'zh';
	} catch {
		// Storage may be forbidden (private mode): the language then lasts as long as the page.
		return 'zh';
	}
}

/** The language of the screens: Chinese until the user says otherwise. Reading `current` is reactive. */
class LocaleState {
	#current = $state<Locale>(storedLocale());

	get current(): Locale {
		return this.#current;
	}

	/** Switches the language in place: nothing is mounted anew, so nothing typed is lost. */
	set(next: Locale): void {
		this.#current = next;
		this.applyToDocument();
		try {
			localStorage.setItem(STORAGE_KEY, next);
		} catch {
			// As above: the choice then lasts as long as the page.
			return;
		}
	}

	/** Tells the browser (and a screen reader) the language of the page. */
	applyToDocument(): void {
		if (typeof document !== 'undefined') document.documentElement.lang = HTML_LANG[this.#current];
	}
}

export const locale = new LocaleState();
