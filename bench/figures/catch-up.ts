import { figure, turnByTurn, type Figure } from '../figure.ts';
import { openStage } from '../stage.ts';
import { appRouter } from '#server/trpc/router.ts';
import { createCallerFactory } from '#server/trpc/trpc.ts';

const BEHIND = 500;
const TIMES = 50;

/** 500 changes behind to caught up: the procedure's answer as it leaves, against Prisma reading the same rows. */
export async function catchUp(): Promise<Figure[]> {
	const stage = await openStage(500);
	try {
		await Promise.all(
			Array.from({ length: 2_000 }, (_, index) =>
				stage.app.counts.submit(stage.countOf(index, index % 200), stage.context())
			)
		);
		await stage.app.feed.settled();
		const caller = createCallerFactory(appRouter)({
			app: stage.app,
			actor: stage.actor,
			sessionId: stage.actor.accountId,
			mustChangePassword: false,
			deviceId: null,
			requestId: 'bench',
			address: '127.0.0.1',
			userAgent: null,
			setCookie: () => undefined
		});
		const seq = stage.app.feed.seq - BEHIND;
		const perCall = async (work: () => Promise<string>) => {
			const begun = performance.now();
			for (let turn = 0; turn < TIMES; turn++) await work();
			return (performance.now() - begun) / TIMES;
		};
		const since = () => perCall(async () => JSON.stringify(await caller.changes.since({ seq })));
		const prisma = () =>
			perCall(async () => {
				const rows = await stage.app.db.prisma.changeLog.findMany({ orderBy: { id: 'desc' }, take: BEHIND });
				return JSON.stringify(rows.map(({ id, ...row }) => ({ id: Number(id), ...row })));
			});
		await since();
		await prisma();
		const measured = await turnByTurn(7, since, prisma);
		const note = `changes.since, ${BEHIND} behind, serialised; Prisma findMany of the same rows, serialised`;
		return [figure('catch-up', { ...measured, unit: 'ms', note }, { most: 0.1 })];
	} finally {
		await stage.close();
	}
}
