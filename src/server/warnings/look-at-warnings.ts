import { covers, type Actor } from '#domain/access/can.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import {
	chainOf,
	warningLine,
	type KeptWarning,
	type WarningLine,
	type WarningView
} from '#domain/warnings/find-warnings.ts';
import type { NoticeFile } from '#domain/warnings/notice.ts';
import { warningKey } from '#domain/warnings/warning.ts';
import { warningSubject } from '#domain/warnings/warning-change.ts';
import { warningStates, type WarningState } from '#domain/warnings/warning-state.ts';
import type { Database } from '../db/database.ts';
import { findNoticeFile, findWarnings } from '../repositories/warnings.ts';

interface Desk {
	db: Database;
	countyCode: string;
}

/** What an account sees of the warnings, and how each stands now. */
async function read({ db, countyCode }: Desk, actor: Actor, now: Date) {
	const all = await findWarnings(db.prisma);
	const states = warningStates(
		all.map(({ warning }) => warning),
		now
	);
	const stateOf = ({ warning }: KeptWarning): WarningState => states.get(warningKey(warning)) ?? 'notActual';
	const seen = all.filter(({ areaCodes }) => covers(actor, warningSubject({ areaCodes }, countyCode)));
	return { seen, stateOf };
}

/** The warnings for an account's area, newest first; of their townships it is told those it sees. */
export async function listWarnings(desk: Desk, actor: Actor, now: Date): Promise<WarningLine[]> {
	const { seen, stateOf } = await read(desk, actor, now);
	return seen.map((kept) => warningLine(within(kept, actor), stateOf(kept)));
}

/**
 * One warning whole, with its chain.
 *
 * @throws ProblemError `notFound` for one that is not for the account's area, in the words of one that does not exist
 */
export async function getWarning(desk: Desk, actor: Actor, now: Date, warningId: string): Promise<WarningView> {
	const { seen, stateOf } = await read(desk, actor, now);
	const kept = seen.find(({ id }) => id === warningId);
	if (!kept) throw new ProblemError('notFound');
	const chain = chainOf(seen, kept).map((one) => warningLine(within(one, actor), stateOf(one)));
	const here = new Set(chain.map(warningKey));
	const missing = kept.warning.references.filter((reference) => !here.has(warningKey(reference)));
	return { ...within(kept, actor), state: stateOf(kept), chain, missing };
}

/**
 * A notice that the county issued, as the file that went out.
 *
 * @throws ProblemError `notFound` for a message that others issued, or that is not for the account's area
 */
export async function noticeFile(desk: Desk, actor: Actor, now: Date, warningId: string): Promise<NoticeFile> {
	const { fileName } = await getWarning(desk, actor, now, warningId);
	const file = await findNoticeFile(desk.db.prisma, warningId);
	if (file === null) throw new ProblemError('notFound');
	return { fileName, contentType: 'application/cap+xml', content: Buffer.from(file).toString('base64') };
}

function within<T extends KeptWarning>(kept: T, actor: Actor): T {
	return { ...kept, areaCodes: kept.areaCodes.filter((code) => covers(actor, { areas: [code], reach: 'overlap' })) };
}
