import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import { record, type Executor } from '../commands/execute.ts';
import { newId } from '../new-id.ts';
import { generateOneTimePassword, hashPassword } from './passwords.ts';

const FIRST_NAME = 'admin';

/**
 * Makes the first administrator where there is no account at all. Returns name and one-time password to be printed
 * once, or null when there are accounts already.
 */
export async function ensureFirstAdministrator(
	host: Executor
): Promise<{ username: string; oneTimePassword: string } | null> {
	if ((await host.db.prisma.account.count()) > 0) return null;
	const oneTimePassword = generateOneTimePassword();
	const passwordHash = await hashPassword(oneTimePassword);
	const isMade = await host.db.prisma.$transaction(async (tx) => {
		const id = newId();
		const after = { username: FIRST_NAME, displayName: '管理员', role: 'ADMIN', areaCode: host.countyCode };
		// Two first starts at once: one of them makes it.
		const { count } = await tx.account.createMany({
			data: [{ id, ...after, passwordHash, mustChangePassword: true }],
			skipDuplicates: true
		});
		if (count === 0) return false;
		await record(
			tx,
			host.countyCode,
			{ actor: SYSTEM_ACTOR, deviceId: null, requestId: id },
			{
				answer: null,
				changes: [],
				audit: [{ verb: 'account.create', subjectType: 'account', subjectId: id, areaCode: host.countyCode, after }]
			}
		);
		return true;
	});
	if (!isMade) return null;
	host.committed();
	return { username: FIRST_NAME, oneTimePassword };
}
