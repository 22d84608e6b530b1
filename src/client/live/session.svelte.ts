import { hasVerb, type Verb } from '#domain/access/can.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { locale } from '../i18n/locale.svelte.ts';
import { api, whenSignedOut } from './api.ts';
import { deviceId, settleDeviceId, takeBackDeviceId } from './device.ts';
import { outbox } from './outbox/outbox.svelte.ts';
import { problemOf } from './request-problem.ts';
import { lockVault, openVault, unlockVault } from './vault.ts';

type Answer = Awaited<ReturnType<typeof api.session.get.query>>;
export type SessionAccount = Omit<NonNullable<Answer>, 'offlineKey'>;

/** A server that does not answer for so long is not waited for by who was signed in here before. */
const PATIENCE_MS = 2_500;

/**
 * Who is signed in on this device. `isKnown` turns true once the server has said so, or once it could not be asked and
 * this device remembers who was.
 */
class Session {
	#account = $state.raw<SessionAccount | null>(null);
	#isKnown = $state(false);
	#problem = $state.raw<Problem | null>(null);
	#last = $state.raw<SessionAccount | null>(null);
	#isOffline = $state(false);

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

	/** Opened as the account this device remembers; the server has not been heard since. */
	get isOffline(): boolean {
		return this.#isOffline;
	}

	/** Asks the server who is signed in; where it cannot be asked, opens as who was signed in here last. */
	async load(): Promise<void> {
		await settleDeviceId();
		const answer = api.session.get.query();
		const patience = this.#isKnown ? undefined : setTimeout(() => void this.#openOffline(), PATIENCE_MS);
		try {
			await this.#take(await answer);
		} catch (error) {
			this.#problem = problemOf(error);
			if (!this.#isKnown) await this.#openOffline();
		} finally {
			clearTimeout(patience);
		}
	}

	/** Takes what the server says about the session. */
	async #take(answer: Answer): Promise<void> {
		// The county knows this device by another id than it remembers: the key to what is kept here goes by that one.
		if (answer?.enrolledDeviceId && answer.enrolledDeviceId !== deviceId()) {
			await takeBackDeviceId(answer.enrolledDeviceId);
			answer = await api.session.get.query();
		}
		const account = answer && withoutKey(answer);
		// The key goes when the session does: what is kept here opens again when its owner signs in.
		if (answer && !answer.mustChangePassword) await unlockVault(withoutKey(answer), answer.offlineKey);
		else await lockVault();
		// Another account sees other things: nothing of the one before may stay on the page.
		if (account && this.#last && this.#last.accountId !== account.accountId) location.reload();
		this.#show(account);
		this.#isOffline = false;
		this.#problem = null;
	}

	/** Never as anybody else than who was signed in here and did not sign out. */
	async #openOffline(): Promise<void> {
		const remembered = await openVault<SessionAccount>();
		if (!remembered || this.#isKnown) return;
		this.#isOffline = true;
		this.#show(remembered.account);
	}

	#show(account: SessionAccount | null): void {
		this.#account = account;
		if (account) this.#last = account;
		if (account) locale.adopt(account.locale);
		this.#isKnown = true;
		if (account && this.isReady) void outbox.open(account);
	}

	/**
	 * Ends this session, or all of the account's, and leaves with the whole page, so that nothing stays in memory.
	 * Throws when the server cannot be reached: a session still open must not look closed.
	 */
	async signOut(everywhere = false): Promise<void> {
		if (everywhere) await api.session.signOutEverywhere.mutate();
		else await api.session.signOut.mutate();
		await outbox.close();
		await lockVault();
		location.assign('/sign-in');
	}
}

/** The account as it is remembered: the key is kept apart, where it cannot be read out. */
function withoutKey({ offlineKey: _, ...account }: NonNullable<Answer>): SessionAccount {
	return account;
}

export const session = new Session();
