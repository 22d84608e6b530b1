import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import type { ArchiveRun } from '#domain/archive/archive.ts';
import { whyKept, type KeptReason } from '#domain/archive/due.ts';
import type { App } from '../app.ts';
import { record } from '../commands/execute.ts';
import { newId } from '../new-id.ts';
import {
	anonymiseLooseQuestions,
	anonymiseRecords,
	clearHouseholds,
	clearRefusals,
	lockRecords
} from '../repositories/anonymise-people.ts';
import { findCandidates, findHouseholdFacts } from '../repositories/archive-facts.ts';
import { addToRun, endRun, lockArchive } from '../repositories/archive-runs.ts';

/** What the anonymising needs of the server. */
export type ArchiveHost = Pick<App, 'db' | 'keyring' | 'countyCode' | 'committed'>;

interface Asked {
	/** Policy: how long personal data is kept after an event was closed. */
	days: number;
	now: Date;
	/** Households, questions or refusals in one transaction. */
	atOnce?: number;
}

const AT_ONCE = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';
const closedBy = ({ days, now }: Asked) => new Date(now.getTime() - days * 86_400_000);

/**
 * Anonymises everybody who is due, a batch in a transaction. What was cut off goes on where it stood: who is anonymised
 * is not looked at again, and the run that was under way is ended, with one entry in the trail for the whole.
 *
 * @returns the run, or null when nobody was due
 */
export async function anonymiseDue(host: ArchiveHost, asked: Asked): Promise<ArchiveRun | null> {
	for (let after: string | null = FIRST; after !== null;) after = await anonymiseHouseholds(host, asked, after);
	while (await anonymiseQuestions(host, asked));
	while (await forgetRefusals(host, asked));
	const run = await host.db.prisma.$transaction(async (tx) => {
		await lockArchive(tx);
		const ended = await endRun(tx, asked.now);
		if (ended) await record(tx, host.countyCode, systemContext(), outcomeOf(ended, host.countyCode));
		return ended;
	});
	if (run) host.committed();
	return run;
}

const systemContext = () => ({ actor: SYSTEM_ACTOR, deviceId: null, requestId: newId() });

function outcomeOf({ id, households, persons, questions, refusals }: ArchiveRun, areaCode: string) {
	const after = { households, persons, questions, refusals };
	const entry = {
		verb: 'archive.anonymise' as const,
		subjectType: 'archiveRun' as const,
		subjectId: id,
		areaCode,
		after
	};
	return { answer: null, changes: [], audit: [entry] };
}

/** The next batch; returns after which household to go on, or null at the end. */
async function anonymiseHouseholds(host: ArchiveHost, asked: Asked, after: string): Promise<string | null> {
	const { days, now, atOnce = AT_ONCE } = asked;
	return host.db.prisma.$transaction(async (tx) => {
		await lockArchive(tx);
		const candidates = await findCandidates(tx, { after, closedBy: closedBy(asked), limit: atOnce });
		const records = await lockRecords(tx, candidates);
		const facts = await findHouseholdFacts(tx, candidates);
		const due = new Set(facts.filter((of) => whyKept(of, days, now) === null).map(({ householdId }) => householdId));
		const concerned = records.filter(({ householdId }) => due.has(householdId));
		if (concerned.length > 0) {
			await anonymiseRecords(tx, host.keyring, concerned, now);
			await clearHouseholds(tx, [...due]);
			const persons = concerned.filter(({ mergedIntoId }) => mergedIntoId === null).length;
			await addToRun(tx, now, { households: due.size, persons });
		}
		return candidates.at(-1) ?? null;
	});
}

/** The next questions of relatives that speak of nobody in an event; false when there were none. */
async function anonymiseQuestions(host: ArchiveHost, asked: Asked): Promise<boolean> {
	return host.db.prisma.$transaction(async (tx) => {
		await lockArchive(tx);
		const { now, atOnce: limit = AT_ONCE } = asked;
		const questions = await anonymiseLooseQuestions(tx, host.keyring, { closedBy: closedBy(asked), now, limit });
		if (questions > 0) await addToRun(tx, now, { questions });
		return questions > 0;
	});
}

/** The words of the next refusals of a time whose events are over; false when there were none. */
async function forgetRefusals(host: ArchiveHost, asked: Asked): Promise<boolean> {
	return host.db.prisma.$transaction(async (tx) => {
		await lockArchive(tx);
		const { now, atOnce: limit = AT_ONCE } = asked;
		const refusals = await clearRefusals(tx, { closedBy: closedBy(asked), now, limit });
		if (refusals > 0) await addToRun(tx, now, { refusals });
		return refusals > 0;
	});
}

/** How many people would be anonymised now, and how many of the events that are over are kept, by reason. Writes nothing. */
export async function previewDue(
	host: Pick<ArchiveHost, 'db'>,
	asked: Asked
): Promise<{ households: number; persons: number; kept: Partial<Record<KeptReason, number>> }> {
	const preview = { households: 0, persons: 0, kept: {} as Partial<Record<KeptReason, number>> };
	const { days, now, atOnce = 1_000 } = asked;
	for (let after: string | undefined = FIRST; after !== undefined;) {
		const found: string[] = await findCandidates(host.db.prisma, { after, closedBy: closedBy(asked), limit: atOnce });
		for (const facts of await findHouseholdFacts(host.db.prisma, found)) {
			const people = facts.persons - facts.anonymised;
			const why = whyKept(facts, days, now);
			if (why !== null) preview.kept[why] = (preview.kept[why] ?? 0) + people;
			else {
				preview.households++;
				preview.persons += people;
			}
		}
		after = found.at(-1);
	}
	return preview;
}
