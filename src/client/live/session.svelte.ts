import { hasVerb, type Verb } from '#domain/access/can.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { locale } from '../i18n/locale.svelte.ts';
import { api, whenSignedOut } from './api.ts';
import { problemOf } from './request-problem.ts';

type SessionState = Awaited<ReturnType<typeof api.session.get.query>>;
export type SessionAccount = NonNullable<SessionState>;

/** Who is signed in on this device. `isKnown` turns true once the server has said so. */
class Session {
	#account = $state.raw<SessionAccount | null>(null);
	#isKnown = $state(false);
	#problem = $state.raw<Problem | null>(null);
	#last = $state.raw<SessionAccount | null>(null);

	constructor() {
		whenSignedOut(() => void this.load());
	}

	/** Who works on this page; while an ended session is renewed, still the one whose page waits underneath. */
	get account(): SessionAccount | null {
		return this.#account ?? this.#last;
	}

	get isKnown(): boolean {
		return this.#isKnown;
	}

	/** Why the server could not be asked, while that is so. */
	get problem(): Problem | null {
		return this.#problem;
	}

	/** Signed in, and free to work: the one-time password is changed. */
	get isReady(): boolean {
		return this.#account !== null && !this.#account.mustChangePassword;
	}

	/** The name last signed in with on this page, to offer it when the session ends by itself. */
	get lastUsername(): string {
		return this.#last?.username ?? '';
	}

	/** The session ended while its account was at work: the page waits underneath until it signs in again. */
	get isInterrupted(): boolean {
		return this.#last !== null && !this.isReady;
	}

	/** Whether the account's role has a verb; the area is the server's to check. */
	may(verb: Verb): boolean {
		return this.account !== null && hasVerb(this.account, verb);
	}

	/** Asks the server who is signed in. */
	async load(): Promise<void> {
		try {
			this.take(await api.session.get.query());
		} catch (error) {
			this.#problem = problemOf(error);
		}
	}

	/** Takes what the server says about the session, after signing in or changing the password too. */
	take(account: SessionAccount | null): void {
		// Another account sees other things: nothing of the one before may stay on the page.
		if (account && this.#last && this.#last.accountId !== account.accountId) location.reload();
		this.#account = account;
		if (account) this.#last = account;
		if (account) locale.adopt(account.locale);
		this.#isKnown = true;
		this.#problem = null;
	}

	/**
	 * Ends this session, or all of the account's, and leaves with the whole page, so that nothing stays in memory.
	 * Throws when the server cannot be reached: a session still open must not look closed.
	 */
	async signOut(everywhere = false): Promise<void> {
		if (everywhere) await api.session.signOutEverywhere.mutate();
		else await api.session.signOut.mutate();
		location.assign('/sign-in');
	}
}

export const session = new Session();
