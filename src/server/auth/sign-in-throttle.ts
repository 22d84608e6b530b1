import { createHash } from 'node:crypto';
import type pg from 'pg';
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '#domain/shared/problems.ts';
import { addressKey } from './address-key.ts';
import { SIGN_IN_TRIES } from './session-limits.ts';
import { Turns } from './turns.ts';

/** Who tries: the account's id or, where there is none, the name that was typed; and from where. */
export interface Tryer {
	account: string;
	address: string;
}

/**
 * Counts failed tries of passwords, for each account and for each address, in the database, so that all processes and
 * restarts count together. Keys are hashes: neither names nor addresses are kept.
 */
export class SignInThrottle {
	readonly #tries: RateLimiterPostgres;
	readonly #turns = new Turns();

	constructor(pool: pg.Pool) {
		this.#tries = new RateLimiterPostgres({
			storeClient: pool,
			storeType: 'pool',
			tableName: 'sign_in_attempt',
			tableCreated: true,
			keyPrefix: 'try',
			points: SIGN_IN_TRIES.count,
			duration: SIGN_IN_TRIES.windowSeconds
		});
	}

	/**
	 * Tries a password. Tries for one account and from one address take turns, so that many at once count like many in
	 * a row, and right ones at once do not get in each other's way.
	 *
	 * @param attempt gives what the right password leads to, or null for a wrong one
	 * @throws ProblemError `wrongCredentials` with the tries that remain; `tooManyTries` with the minutes to wait
	 */
	async attempt<T>(tryer: Tryer, attempt: () => Promise<T | null>): Promise<T> {
		const account = keyOf('account', tryer.account);
		const address = keyOf('address', addressKey(tryer.address));
		return this.#turns.take(address, () =>
			this.#turns.take(account, async () => {
				const soFar = await this.#tries.get(address);
				if (soFar && soFar.consumedPoints >= SIGN_IN_TRIES.count) throw tooMany(soFar);
				// The account is charged before the password is looked at: that holds across processes too.
				const charged = await this.#tries.penalty(account);
				if (charged.consumedPoints > SIGN_IN_TRIES.count) throw tooMany(charged);
				const found = await attempt();
				if (found !== null) {
					await this.#tries.delete(account);
					return found;
				}
				const atAddress = await this.#tries.penalty(address);
				const used = Math.max(charged.consumedPoints, atAddress.consumedPoints);
				throw new ProblemError('wrongCredentials', { remaining: Math.max(0, SIGN_IN_TRIES.count - used) });
			})
		);
	}

	/**
	 * Tries a secret that belongs to no account, such as the code of an invitation; wrong ones count for the address.
	 *
	 * @returns what the right secret leads to, or null for a wrong one
	 * @throws ProblemError `tooManyTries`
	 */
	async attemptFrom<T>(from: string, attempt: () => Promise<T | null>): Promise<T | null> {
		const address = keyOf('address', addressKey(from));
		return this.#turns.take(address, async () => {
			const soFar = await this.#tries.get(address);
			if (soFar && soFar.consumedPoints >= SIGN_IN_TRIES.count) throw tooMany(soFar);
			const found = await attempt();
			if (found === null) await this.#tries.penalty(address);
			return found;
		});
	}

	/** Forgets the failed tries of an account, after its password was reset. */
	async forgive(account: string): Promise<void> {
		await this.#tries.delete(keyOf('account', account));
	}
}

function tooMany(state: RateLimiterRes): ProblemError {
	return new ProblemError('tooManyTries', { minutes: Math.max(1, Math.ceil(state.msBeforeNext / 60_000)) });
}

function keyOf(kind: 'account' | 'address', value: string): string {
	return `${kind}:${createHash('sha256').update(`${kind}\n${value}`).digest('base64url')}`;
}
