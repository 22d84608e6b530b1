import type { DemoAccountRow } from './demo-accounts.ts';
import type { Reporter } from './count-history.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Who reports what in the demonstration. */
export class DemoCast {
	readonly desk: DemoAccountRow;
	readonly #accounts: readonly DemoAccountRow[];
	readonly #devices = new Map<string, string>();
	readonly #random: SeededRandom;
	readonly #at: string;

	constructor(accounts: readonly DemoAccountRow[], random: SeededRandom, at: string) {
		this.#accounts = accounts;
		this.#random = random;
		this.#at = at;
		this.desk = accounts.find((account) => account.role === 'DESK')!;
	}

	/** The county's desk officer, at a computer. */
	deskReporter(): Reporter {
		return { account: this.desk, deviceId: null };
	}

	/** The coordinator of a shelter's village, on the shelter's tablet; the township where there is none. */
	coordinatorOf(areaCode: string, shelterId: string): Reporter {
		const account = this.#find('COORDINATOR', areaCode);
		return account ? { account, deviceId: this.#deviceOf(shelterId) } : this.townshipOf(areaCode);
	}

	/** The township's officer, at a computer; the desk for a place without a township. */
	townshipOf(areaCode: string): Reporter {
		const account = this.#find('TOWNSHIP', areaCode.slice(0, 9));
		return account ? { account, deviceId: null } : this.deskReporter();
	}

	/** The village's information officer, on a phone, where there is one; otherwise the township's officer. */
	informantOf(areaCode: string): Reporter {
		const account = this.#find('INFORMANT', areaCode);
		return account ? { account, deviceId: this.#deviceOf(areaCode) } : this.townshipOf(areaCode);
	}

	#find(role: DemoAccountRow['role'], areaCode: string): DemoAccountRow | undefined {
		return this.#accounts.find((account) => account.role === role && account.areaCode === areaCode);
	}

	#deviceOf(place: string): string {
		const known = this.#devices.get(place) ?? this.#random.id(this.#at);
		this.#devices.set(place, known);
		return known;
	}
}
