import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import { hasVerb, type Actor, type Verb } from '#domain/access/can.ts';
import { describeIssues } from '#domain/shared/describe-issue.ts';
import { problem, PROBLEMS, ProblemError, type Problem } from '#domain/shared/problems.ts';
import type { CommandContext } from '../commands/execute.ts';
import { problemOfDatabaseError } from '../db/problem-of-database-error.ts';
import type { App } from '../app.ts';

/** What each request brings: the app, and who asks (null before sign-in). */
export interface RequestContext {
	app: App;
	actor: Actor | null;
	sessionId: string | null;
	/** The account still has its one-time password: it may only change it. */
	mustChangePassword: boolean;
	deviceId: string | null;
	/** The token in the cookie of an enrolled device. */
	deviceToken?: string | null;
	requestId: string;
	/** Address of the client, for throttling only; never stored in a log. */
	address: string;
	userAgent: string | null;
	/** Sets a cookie with the answer: a session's or a device's. */
	setCookie(value: string): void;
}

/** `open`: anyone; `signedIn`: any account; else the verb of the permission table that the procedure needs. */
export interface ProcedureMeta {
	access: 'open' | 'signedIn' | Verb;
}

const STATUS_CODES: Record<number, TRPCError['code']> = {
	400: 'BAD_REQUEST',
	401: 'UNAUTHORIZED',
	403: 'FORBIDDEN',
	404: 'NOT_FOUND',
	409: 'CONFLICT',
	413: 'PAYLOAD_TOO_LARGE',
	429: 'TOO_MANY_REQUESTS',
	503: 'SERVICE_UNAVAILABLE'
};

/** The problem an error is to the user. What is not foreseen is `internal`, with the request id to find it by. */
export function problemOf(error: unknown, requestId: string): Problem {
	const cause = error instanceof TRPCError ? (error.cause ?? error) : error;
	if (cause instanceof ProblemError) return cause.problem;
	if (cause instanceof z.core.$ZodError) {
		const fields = describeIssues(cause.issues);
		const summary = fields.map((field) => `${field.path}: ${field.zh}`).join('；');
		return problem('invalidInput', { summary: summary.slice(0, 300) }, fields);
	}
	if (error instanceof TRPCError && error.code === 'NOT_FOUND') return problem('noSuchProcedure');
	if (error instanceof TRPCError && error.code === 'PAYLOAD_TOO_LARGE') return problem('tooLarge', { limit: '—' });
	if (
		error instanceof TRPCError &&
		['PARSE_ERROR', 'BAD_REQUEST', 'METHOD_NOT_SUPPORTED', 'UNSUPPORTED_MEDIA_TYPE'].includes(error.code)
	)
		return problem('invalidInput', { summary: 'JSON' });
	return problemOfDatabaseError(cause) ?? problem('internal', { requestId });
}

const t = initTRPC
	.context<RequestContext>()
	.meta<ProcedureMeta>()
	.create({
		errorFormatter({ shape, error, ctx }) {
			const of = problemOf(error, ctx?.requestId ?? '');
			return { message: of.code, code: shape.code, data: { httpStatus: PROBLEMS[of.code].status, problem: of } };
		}
	});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Turns what went wrong into an error whose status is its problem's, and reports the unforeseen. */
const asProblem = t.middleware(async ({ ctx, path, next }) => {
	const result = await next();
	if (result.ok) return result;
	const of = problemOf(result.error, ctx.requestId);
	if (of.code === 'internal')
		ctx.app.reportError(result.error.cause ?? result.error, { requestId: ctx.requestId, path });
	throw new TRPCError({
		code: STATUS_CODES[PROBLEMS[of.code].status] ?? 'INTERNAL_SERVER_ERROR',
		message: of.code,
		cause: new ProblemError(of)
	});
});

const base = t.procedure.use(asProblem);

/** For those not signed in: sign-in itself, and what its page needs. */
export const openProcedure = base.meta({ access: 'open' });

/** For any signed-in account, about itself; usable while the one-time password still stands. */
export const ownProcedure = base.meta({ access: 'signedIn' }).use(({ ctx, next }) => {
	if (!ctx.actor || !ctx.sessionId) throw new ProblemError('unauthenticated');
	return next({ ctx: { ...ctx, actor: ctx.actor, sessionId: ctx.sessionId, command: commandContext(ctx, ctx.actor) } });
});

/** For signed-in accounts whose role has the verb. The subject's area is checked where it is loaded. */
export function procedure(verb: Verb) {
	return base.meta({ access: verb }).use(({ ctx, next, type }) => {
		if (!ctx.actor || !ctx.sessionId) throw new ProblemError('unauthenticated');
		if (ctx.mustChangePassword) throw new ProblemError('passwordChangeRequired');
		if (!hasVerb(ctx.actor, verb)) throw new ProblemError('forbidden');
		if (type === 'mutation' && ctx.app.storage.isFull) throw new ProblemError('diskFull');
		return next({ ctx: { ...ctx, actor: ctx.actor, command: commandContext(ctx, ctx.actor) } });
	});
}

function commandContext(ctx: RequestContext, actor: Actor): CommandContext {
	return { actor, deviceId: ctx.deviceId, requestId: ctx.requestId, now: new Date() };
}
