import type { Locale } from '#domain/shared/problems.ts';

const STORAGE_KEY = 'anlan.locale';
const HTML_LANG: Record<Locale, string> = { zh: 'zh-CN', en: 'en' };

function storedLocale(): Locale | null {
	if (typeof localStorage === 'undefined') return null;
	try {
		const stored = localStorage.getItem(STORAGE_KEY);
		return stored === 'en' || stored === 'zh' ? stored : null;
	} catch {
		// Storage may be forbidden (private mode): the language then lasts as long as the page.
		return null;
	}
}

/** The language of the screens: Chinese until the user says otherwise. Reading `current` is reactive. */
class LocaleState {
	#isChosen: boolean;
	#current = $state<Locale>('zh');

	constructor() {
		const stored = storedLocale();
		this.#isChosen = stored !== null;
		this.#current = stored ?? 'zh';
	}

	get current(): Locale {
		return this.#current;
	}

	/** Takes the language of an account, unless one was chosen on this device. */
	adopt(preferred: Locale): void {
		if (!this.#isChosen) this.#show(preferred);
	}

	/** Switches the language in place: nothing is mounted anew, so nothing typed is lost. */
	set(next: Locale): void {
		this.#isChosen = true;
		this.#show(next);
		try {
			localStorage.setItem(STORAGE_KEY, next);
		} catch {
			// As above: the choice then lasts as long as the page.
			return;
		}
	}

	#show(next: Locale): void {
		this.#current = next;
		this.applyToDocument();
	}

	/** Tells the browser (and a screen reader) the language of the page. */
	applyToDocument(): void {
		if (typeof document !== 'undefined') document.documentElement.lang = HTML_LANG[this.#current];
	}
}

export const locale = new LocaleState();
