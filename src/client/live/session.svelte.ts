import { hasVerb, type Verb } from '#domain/access/can.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { locale } from '../i18n/locale.svelte.ts';
import { api, whenSignedOut, workAs } from './api.ts';
import { deviceId, settleDeviceId, takeBackDeviceId } from './device.ts';
import { canKeepSecrets } from './device-database.ts';
import { outbox } from './outbox/outbox.svelte.ts';
import { endPartedSession, forgetParting, notePartedOffline } from './parting.ts';
import { problemOf } from './request-problem.ts';
import { findStaffHere, forgetStaff, keepStaff, openStaff } from './staff-here.ts';
import { dropKey, lockVault, openVault, unlockVault } from './vault.ts';

type Answer = Awaited<ReturnType<typeof api.session.get.query>>;
export type SessionAccount = Omit<NonNullable<Answer>, 'offlineKey'>;

/** A server that does not answer for so long is not waited for by who was signed in here before. */
const PATIENCE_MS = 2_500;
/** Who leaves is not kept waiting by a line that carries nothing. */
const PARTING_MS = 5_000;

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
	/** Tells the other tabs that whoever works here has left. */
	#partings: BroadcastChannel | null = null;

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

	/**
	 * Asks the server who is signed in; where it cannot be asked, opens as who was signed in here last.
	 *
	 * @param pin the PIN that was just shown to the server, so that it opens here without a network too
	 */
	async load(pin?: string): Promise<void> {
		if (!this.#partings) {
			this.#partings = new BroadcastChannel('anlan.parting');
			this.#partings.onmessage = () => void this.#partHere();
		}
		await settleDeviceId();
		const answer = endPartedSession().then(() => api.session.get.query());
		const patience = this.#isKnown ? undefined : setTimeout(() => void this.#openOffline(), PATIENCE_MS);
		try {
			await this.#take(await answer, pin);
		} catch (error) {
			this.#problem = problemOf(error);
			if (!this.#isKnown) await this.#openOffline();
		} finally {
			clearTimeout(patience);
		}
	}

	/** Somebody has just signed in at the server; `pin` where it was by that. */
	async enter(pin?: string): Promise<void> {
		await forgetParting();
		await this.load(pin);
	}

	/** Takes what the server says about the session. */
	async #take(answer: Answer, pin?: string): Promise<void> {
		// The county knows this device by another id than it remembers: the key to what is kept here goes by that one.
		const isOther = answer?.enrolledDeviceId && answer.enrolledDeviceId !== deviceId();
		// Once work has begun its queue is open under the id of now.
		if (isOther && !this.#last && (await takeBackDeviceId(answer!.enrolledDeviceId!)))
			answer = await api.session.get.query();
		const account = answer && withoutKey(answer);
		// This device may keep nothing: it was revoked.
		if (answer?.offlineKey === null) await forgetStaff();
		else if (answer && pin !== undefined) await rememberPin(answer, pin);
		// The key goes when the session does: what is kept here opens again when its owner signs in.
		if (answer && !answer.mustChangePassword) await unlockVault(withoutKey(answer), answer.offlineKey);
		else await lockVault();
		// Another account sees other things: nothing of the one before may stay on the page.
		if (account && this.#last && this.#last.accountId !== account.accountId) location.reload();
		this.#show(account);
		this.#isOffline = false;
		this.#problem = null;
	}

	/** Never as anybody else than who was signed in here and did not sign out; else by PIN, where somebody may. */
	async #openOffline(): Promise<void> {
		const remembered = await openVault<SessionAccount>();
		if (this.#isKnown) return;
		if (!remembered) {
			if ((await findStaffHere()).length > 0) this.#isKnown = true;
			return;
		}
		this.#isOffline = true;
		this.#show(remembered.account);
	}

	/**
	 * Takes over with the PIN while the county cannot be asked.
	 *
	 * @throws ProblemError as `openStaff`
	 */
	async takeOver(accountId: string, pin: string): Promise<void> {
		const { account, offlineKey } = await openStaff<SessionAccount>(accountId, pin);
		await forgetParting(accountId);
		await unlockVault(account, offlineKey);
		if (this.#last && this.#last.accountId !== accountId) return location.reload();
		this.#isOffline = true;
		this.#problem = null;
		this.#show(account);
	}

	#show(account: SessionAccount | null): void {
		this.#account = account;
		if (account) workAs(account.accountId);
		if (account) this.#last = account;
		if (account) locale.adopt(account.locale);
		this.#isKnown = true;
		if (account && this.isReady) void outbox.open(account);
	}

	/**
	 * Signs out here, or everywhere the account is signed in, and leaves with the whole page, so that nothing stays in memory. Where
	 * the county cannot be asked this device is locked all the same, and the session ends once it can. Throws where that
	 * cannot be kept in mind: a session still open must not look closed.
	 */
	async signOut(everywhere = false): Promise<void> {
		try {
			if (everywhere) await api.session.signOutEverywhere.mutate();
			else await api.session.signOut.mutate(undefined, { signal: AbortSignal.timeout(PARTING_MS) });
		} catch (error) {
			const isUnheard = problemOf(error).code === 'notConnected';
			if (everywhere || !isUnheard || !this.account || !(await canKeepSecrets())) throw error;
			await notePartedOffline(this.account.accountId);
		}
		await outbox.close();
		await lockVault();
		this.#partings?.postMessage('left');
		location.assign('/sign-in');
	}

	/** Whoever worked here has left in another tab: the page waits underneath until they are back. */
	async #partHere(): Promise<void> {
		dropKey();
		this.#show(null);
		await outbox.close();
	}
}

/** Keeps what the account needs to take over here without a network, on a device that is enrolled. */
async function rememberPin(answer: NonNullable<Answer>, pin: string): Promise<void> {
	const { offlineKey, pinSetAt, enrolledDeviceId, mustChangePassword } = answer;
	if (!offlineKey || !pinSetAt || !enrolledDeviceId || mustChangePassword) return;
	await keepStaff({ account: withoutKey(answer), offlineKey }, pin, pinSetAt);
}

/** The account as it is remembered: the key is kept apart, where it cannot be read out. */
function withoutKey({ offlineKey: _, ...account }: NonNullable<Answer>): SessionAccount {
	return account;
}

export const session = new Session();
