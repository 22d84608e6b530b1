import { effectivePolicies, type Policies } from '#domain/policies/policies.ts';
import type { Database } from '../db/database.ts';
import { findPolicyRows } from '../repositories/policies.ts';

/** The policies in force, at hand without asking the database. Refreshed when a `policy.changed` passes. */
export class PolicyCache {
	readonly #db: Database;
	#values: Policies = effectivePolicies([]);
	#asked = 0;
	#taken = 0;

	constructor(db: Database) {
		this.#db = db;
	}

	/** The values in force as far as this process knows. */
	current(): Policies {
		return this.#values;
	}

	/** Reads the values again. Of several readings at once the one asked for last counts. */
	async refresh(): Promise<void> {
		const asked = ++this.#asked;
		const values = effectivePolicies(await findPolicyRows(this.#db.prisma));
		if (asked < this.#taken) return;
		this.#taken = asked;
		this.#values = values;
	}
}
