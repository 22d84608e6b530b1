import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import { Role } from '../access/roles.ts';
import { Command, Id, line } from '../shared/fields.ts';
import { problem, type Locale } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { Username } from './username.ts';

/** An account as administrators and oversight see it. */
export interface AccountView {
	id: string;
	username: string;
	displayName: string;
	role: Role;
	areaCode: string;
	/** Null when the area is not in the loaded tree. */
	areaName: string | null;
	locale: Locale;
	/** When it was disabled; null while it works. */
	disabledAt: string | null;
	/** Whether it still waits for its one-time password to be changed. */
	mustChangePassword: boolean;
	/** Whether its password is a published demonstration password. */
	isDemo: boolean;
	createdAt: string;
	lastSeenAt: string | null;
	version: number;
}

const details = { displayName: line(40).min(1), role: Role, areaCode: AreaCode };

export const CreateAccountInput = Command.extend({ username: Username, ...details });
export type CreateAccountInput = z.infer<typeof CreateAccountInput>;

export const EditAccountInput = Command.extend({ accountId: Id, version: z.int().min(1), ...details });
export type EditAccountInput = z.infer<typeof EditAccountInput>;

/** Disable, enable, reset the password, sign out: commands about an account as a whole. */
export const AccountCommandInput = Command.extend({ accountId: Id });
export type AccountCommandInput = z.infer<typeof AccountCommandInput>;

export const AccountFilter = z.object({
	/** Part of the account name or the person's name. */
	search: line(40).optional(),
	role: Role.optional(),
	state: z.enum(['working', 'disabled']).optional(),
	/** The last account name of the page before. */
	after: line(160).optional(),
	limit: z.int().min(1).max(200).default(100)
});
export type AccountFilter = z.infer<typeof AccountFilter>;

/** What decides who can administer: role, area and whether the account works. */
export type Standing = Pick<AccountView, 'id' | 'role' | 'areaCode' | 'disabledAt'>;

/** Whether an account administers the whole county. */
export function administersCounty(account: Standing, countyCode: string): boolean {
	return account.role === 'ADMIN' && account.disabledAt === null && countyCode.startsWith(account.areaCode);
}

/**
 * Lets an account take a new standing unless nobody would be left to administer the county.
 *
 * @param administrators the accounts that administer the county now
 */
export function decideStanding(
	next: Standing,
	administrators: readonly Standing[],
	countyCode: string
): Result<Standing> {
	const others = administrators.some((other) => other.id !== next.id && administersCounty(other, countyCode));
	const was = administrators.some((other) => other.id === next.id);
	if (was && !others && !administersCounty(next, countyCode)) return refuse(problem('lastAdministrator'));
	return ok(next);
}
