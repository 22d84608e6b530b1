import { ROLES, type Role } from '#domain/access/roles.ts';
import type { DemoAccount } from '../../app.ts';
import type { Database } from '../../db/database.ts';
import { findDemoLogins } from '../../repositories/demo.ts';
import type { DemoPlaces } from './demo-places.ts';
import type { SeededRandom } from './seeded-random.ts';

/** An account as the demonstration makes it. */
export interface DemoAccountRow {
	id: string;
	username: string;
	displayName: string;
	role: Role;
	areaCode: string;
}

/** The published password of a role's demonstration accounts, such as `anlan-desk-2026`. */
export function demoPassword(role: Role): string {
	return `anlan-${role.toLowerCase()}-2026`;
}

/** How many accounts of a role are offered on the sign-in page; the others work too. */
const OFFERED: Partial<Record<Role, number>> = { COORDINATOR: 3, TOWNSHIP: 2 };

/** The account name of a role's n-th account: `coordinator`, `coordinator-02` … */
export function demoUsername(role: Role, index: number): string {
	const name = role.toLowerCase();
	return index === 0 ? name : `${name}-${String(index + 1).padStart(2, '0')}`;
}

const OFFERED_NAMES = ROLES.flatMap((role) =>
	Array.from({ length: OFFERED[role] ?? 1 }, (_, index) => demoUsername(role, index))
);

/**
 * The demonstration accounts to offer, with their passwords, in the order of the roles. Empty where demonstration
 * passwords are refused; an account whose password was changed is no demonstration account any more.
 */
export async function findDemoAccounts(db: Database, isDemoAllowed: boolean): Promise<DemoAccount[]> {
	if (!isDemoAllowed) return [];
	const logins = await findDemoLogins(db, OFFERED_NAMES);
	const place = (username: string) => OFFERED_NAMES.indexOf(username);
	return logins
		.sort((a, b) => place(a.username) - place(b.username))
		.map((login) => ({ ...login, password: demoPassword(login.role) }));
}

/** Areas that the accounts of the demonstration are bound to. */
interface AccountAreas {
	places: DemoPlaces;
	/** Villages of the open shelters: each has its coordinator. */
	shelterVillages: readonly string[];
}

/**
 * Makes an account for each role: one for the county, or one for each township, for a village of each township, or
 * for each open shelter. Names are invented and say so.
 */
export function makeDemoAccounts(
	{ places, shelterVillages }: AccountAreas,
	names: { surnames: readonly string[]; givenNames: readonly string[] },
	random: SeededRandom,
	at: string
): DemoAccountRow[] {
	const county = [places.county.code];
	const areasOf: Partial<Record<Role, readonly string[]>> = {
		TOWNSHIP: places.townships.map(({ area }) => area.code),
		INFORMANT: places.townships.map(({ countingPlaces }) => countingPlaces[0]!.code),
		COORDINATOR: [...new Set(shelterVillages)],
		CASEWORKER: [places.townships[0]!.area.code]
	};
	let person = 0;
	return ROLES.flatMap((role) =>
		(areasOf[role] ?? county).map((areaCode, index) => ({
			id: random.id(at),
			username: demoUsername(role, index),
			displayName: `${inventName(names, person++)}（演示）`,
			role,
			areaCode
		}))
	);
}

/** The n-th invented name; none twice until all pairs are used. */
export function inventName(
	{ surnames, givenNames }: { surnames: readonly string[]; givenNames: readonly string[] },
	index: number
): string {
	const round = Math.floor(index / surnames.length);
	return `${surnames[index % surnames.length]}${givenNames[(index + round * 3) % givenNames.length]}`;
}
