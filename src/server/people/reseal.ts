import type { Database } from '../db/database.ts';
import type { Keyring } from './keyring.ts';

/**
 * Encrypts with the key in use some records of a kind that another key encrypted: by their ids the next after one, so
 * that a rotation goes through a register once.
 *
 * @param after an id; the records before it and itself are done
 * @returns ids of the records, in order; fewer than `limit` when no more are left
 */
export type Reseal = (
	db: Pick<Database, 'prisma'>,
	keyring: Keyring,
	after: string,
	limit: number
) => Promise<string[]>;
