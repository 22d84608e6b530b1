import type { Actor } from './can.ts';

/** The account id the server itself acts under; no account carries it. */
export const SYSTEM_ACCOUNT_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The server acting by itself or for the person at its console (first administrator, `anlan user`): an administrator
 * of everything, shown in the audit trail as “system”.
 */
export const SYSTEM_ACTOR: Actor = { accountId: SYSTEM_ACCOUNT_ID, name: 'system', role: 'ADMIN', areaCode: '' };

/** The server doing by itself what a desk officer of the county may do, such as taking in files of a watched folder. */
export function systemAtDesk(countyCode: string): Actor {
	return { ...SYSTEM_ACTOR, role: 'DESK', areaCode: countyCode };
}
