import { seesPerson } from '#domain/people/find-people.ts';
import { decideRegisterHousehold } from '#domain/people/register-household.ts';
import { decideEntry } from '#domain/rosters/decide-entry.ts';
import { DecideEntryInput } from '#domain/rosters/roster.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { App } from '../../app.ts';
import { accept, execute, requireCovered, type AuditRecord, type CommandContext } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { newId } from '../../new-id.ts';
import { writeMembers } from '../../people/write-members.ts';
import { findPerson } from '../../repositories/people.ts';
import { lockEntry, updateDecision, type StoredEntry } from '../../repositories/roster-entries.ts';
import { procedure } from '../trpc.ts';

/** A person's word on an entry: whose it is, whose it is not, or that it is nobody's who is registered. */
export const decide = procedure('roster.decide')
	.input(DecideEntryInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'roster.decide', input, async (tx) => {
			const entry = await lockEntry(tx, ctx.app.keyring, input.entryId);
			requireCovered(actor, entry && { areas: [entry.areaCode] });
			if (!entry || !entry.isStanding) throw new ProblemError('notFound');
			if (entry.version !== input.version) throw new ProblemError('versionConflict');
			const { personId, registration = [] } = await personOf(ctx.app, tx, ctx.command, input, entry);
			const decision = accept(decideEntry(entry.facts, { verdict: input.verdict, personId }));
			await updateDecision(tx, entry.id, decision, actor, now);
			return {
				answer: { entryId: entry.id, version: entry.version + 1, personId },
				changes: [],
				audit: [
					...registration,
					{
						verb: 'roster.decide',
						subjectType: 'rosterEntry',
						subjectId: entry.id,
						areaCode: entry.areaCode,
						before: { personId: entry.facts.decidedId },
						after: { verdict: input.verdict, personId },
						...(input.verdict === 'takeBack' ? { reason: input.reason } : {})
					}
				]
			};
		});
	});

/** Whom a word is about, and what the trail keeps where they were registered for it. */
interface Meant {
	personId: string | null;
	registration?: AuditRecord[];
}

/** Whom the word is about: somebody the actor may see, or who is registered now from the entry. */
async function personOf(
	app: App,
	tx: Tx,
	context: CommandContext,
	input: DecideEntryInput,
	entry: StoredEntry
): Promise<Meant> {
	if (input.verdict === 'takeBack') return { personId: input.personId ?? null };
	if (input.verdict === 'registerNew') return registerFrom(app, tx, context, entry);
	const stored = await findPerson(tx, app.keyring, input.personId);
	const isSeen = stored && seesPerson(context.actor, stored.scopeCodes, app.countyCode);
	if (!isSeen) throw new ProblemError('notFound');
	return { personId: stored.person.id };
}

/** Registers the one an entry speaks of as a household of one, to be completed later. */
async function registerFrom(app: App, tx: Tx, { actor, now }: CommandContext, entry: StoredEntry): Promise<Meant> {
	if (entry.facts.documentOwnerId !== null) throw new ProblemError('entryHasOwner');
	if (entry.facts.decidedId !== null) throw new ProblemError('versionConflict');
	const { name, document } = entry.secret;
	const [householdId, personId, homeCode] = [newId(), newId(), entry.areaCode];
	const member = { personId, name, document, relation: 'head' as const, mayBeFound: false };
	const blank = { sex: null, birthDate: null, phone: '', needs: [], needNote: '', nextOfKin: null };
	const input = { householdId, homeCode, members: [{ ...member, ...blank }] };
	const persons = accept(decideRegisterHousehold(input, now));
	const registration = { actor, countyCode: app.countyCode, householdId, homeCode, registeredAt: now, persons };
	return { personId, registration: [await writeMembers(tx, app.keyring, registration)] };
}
