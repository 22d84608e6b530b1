import type { z } from 'zod';
import { OPERATION_SCHEMAS, type SendableKind } from '#domain/sync/operation.ts';
import type { App } from '../app.ts';
import type { CommandContext } from '../commands/execute.ts';
import { recordCorrection } from '../trpc/counts/correct.ts';
import { recordCount } from '../trpc/counts/submit.ts';
import { registerHousehold } from '../trpc/households/register.ts';
import { setPhotoOfPerson } from '../trpc/people/set-photo.ts';
import { recordTick } from '../trpc/relocation/tick.ts';
import { fileReport } from '../trpc/reports/file.ts';
import { recordCheckIn } from '../trpc/stays/check-in.ts';
import { recordCheckOut } from '../trpc/stays/check-out.ts';
import { callRoll } from '../trpc/stays/roll-call.ts';
import { enterMeal } from '../trpc/stays/serve-meal.ts';
import { recordTransferIn } from '../trpc/stays/transfer-in.ts';
import { recordTransferOut } from '../trpc/stays/transfer-out.ts';

type CommandOf<K extends SendableKind> = z.output<(typeof OPERATION_SCHEMAS)[K]>;

/** What carries out each kind: the same function as its procedure's, which checks the verb and the area. */
const OPERATIONS: {
	[K in SendableKind]: (app: App, context: CommandContext, command: CommandOf<K>) => Promise<object>;
} = {
	'count.submit': recordCount,
	'count.correct': recordCorrection,
	'household.register': registerHousehold,
	'person.setPhoto': setPhotoOfPerson,
	'relocation.tick': recordTick,
	'report.file': fileReport,
	'stay.checkIn': recordCheckIn,
	'stay.checkOut': recordCheckOut,
	'stay.transferOut': recordTransferOut,
	'stay.transferIn': recordTransferIn,
	'stay.rollCall': callRoll,
	'stay.serveMeal': enterMeal
};

/** Whether this server knows the kind. */
export function isSendable(kind: string): kind is SendableKind {
	return Object.hasOwn(OPERATIONS, kind);
}

/**
 * Carries out an operation; done before, it gives the stored answer.
 *
 * @throws ZodError where the command is not of its kind's form; ProblemError as the procedure of its kind
 */
export function carryOut(app: App, context: CommandContext, kind: SendableKind, command: unknown): Promise<object> {
	const act = OPERATIONS[kind] as (app: App, context: CommandContext, command: unknown) => Promise<object>;
	return act(app, context, OPERATION_SCHEMAS[kind].parse(command));
}

/** Whether an answer says that somebody else says otherwise: a person elsewhere, or another count. */
export function saysConflict(answer: object): boolean {
	if ('isDisputed' in answer) return answer.isDisputed === true;
	if (!('results' in answer) || !Array.isArray(answer.results)) return false;
	return answer.results.some((result: { outcome?: unknown }) => result.outcome === 'conflict');
}
