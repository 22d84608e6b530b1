import type { Actor } from '#domain/access/can.ts';
import type { Role } from '#domain/access/roles.ts';
import { Sessions } from '#server/auth/sessions.ts';
import { hashPassword } from '#server/auth/passwords.ts';
import type { SessionsHost, SignInRequest } from '#server/auth/sign-in.ts';
import type { CommandContext } from '#server/commands/execute.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { newId } from '#server/new-id.ts';
import { createTestDatabase } from './harness.ts';

export const COUNTY = '430426';
export const TOWNSHIP = '430426100';
export const OTHER_TOWNSHIP = '430426101';
export const PASSWORD = 'herons over the weir';

/** A database with a county, two townships and a village, and what accounts and sessions need of a server. */
export async function createHost() {
	const database = await createTestDatabase();
	const errors: unknown[] = [];
	const db = openDatabase(database.url, { max: 8, onError: (error) => errors.push(error) });
	await db.prisma.area.createMany({
		data: [
			{ code: COUNTY, level: 'county', name: '祁东县', sortOrder: 0 },
			{ code: TOWNSHIP, parentCode: COUNTY, level: 'township', name: '洪桥街道', sortOrder: 1 },
			{ code: OTHER_TOWNSHIP, parentCode: COUNTY, level: 'township', name: '永昌街道', sortOrder: 2 },
			{ code: `${TOWNSHIP}001`, parentCode: TOWNSHIP, level: 'village', name: '某某村', sortOrder: 3 }
		]
	});
	const host = { ...hostOn(db, errors), errors, url: database.url };
	return {
		...host,
		close: async () => {
			await db.close();
			await database.drop();
		}
	};
}

/** One more server process on the same database, as far as sessions go. */
export function hostOn(db: Database, errors: unknown[] = []): SessionsHost & { sessions: Sessions } {
	const sessions = new Sessions(db, { isSecure: false, isDemoAllowed: true }, (error) => errors.push(error));
	return { db, countyCode: COUNTY, committed: () => undefined, sessions };
}

let hash: Promise<string> | undefined;

/** An account with `PASSWORD`. */
export async function insertAccount(
	db: Database,
	username: string,
	role: Role = 'DESK',
	areaCode = COUNTY,
	further: { isDemo?: boolean } = {}
): Promise<Actor> {
	hash ??= hashPassword(PASSWORD);
	const id = newId();
	const row = { id, username, displayName: `${username}-name`, role, areaCode, passwordHash: await hash, ...further };
	await db.prisma.account.create({ data: row });
	return { accountId: id, name: row.displayName, role, areaCode };
}

/** The context of a command given now. */
export function contextOf(actor: Actor, now = new Date()): CommandContext {
	return { actor, deviceId: null, requestId: newId(), now };
}

/** A sign-in from an address of its own, so that tests do not throttle each other. */
export function signInOf(username: string, further: Partial<SignInRequest> = {}): SignInRequest {
	const [a, b, c] = crypto.getRandomValues(new Uint8Array(3));
	return {
		username,
		password: PASSWORD,
		deviceId: null,
		device: null,
		userAgent: 'test',
		address: `10.${a}.${b}.${c}`,
		requestId: newId(),
		now: new Date(),
		replaces: null,
		...further
	};
}

/** The token in a `Set-Cookie` header. */
export function tokenOf(cookie: string | undefined): string {
	return /^anlan_session=([^;]*)/.exec(cookie ?? '')?.[1] ?? '';
}
