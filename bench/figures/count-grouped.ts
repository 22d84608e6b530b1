import { newId } from '#server/new-id.ts';
import { figure, turnByTurn, type Figure } from '../figure.ts';
import { openStage, type Stage } from '../stage.ts';
import { perSecond } from './count-submit.ts';

/** The same rows as a count, through Prisma's array transaction. */
async function writeByPrisma(stage: Stage, index: number, people: number): Promise<void> {
	const { prisma } = stage.app.db;
	const pointId = stage.pointIds[index % stage.pointIds.length]!;
	const operationId = newId();
	const observationId = newId();
	const now = new Date();
	const { actor } = stage;
	await prisma.$transaction([
		prisma.countObservation.create({
			data: {
				id: observationId,
				pointId,
				kind: 'count',
				people,
				deviceTime: now,
				observedAt: now,
				receivedAt: now,
				accountId: actor.accountId,
				accountName: actor.name
			}
		}),
		prisma.countPoint.update({
			where: { id: pointId },
			data: { people, observationId, observedAt: now, lastWordAt: now, version: { increment: 1 } }
		}),
		prisma.townshipTotal.updateMany({
			where: { eventId: stage.eventId, townshipCode: '430426100' },
			data: { sheltered: { increment: 1 } }
		}),
		prisma.changeLog.create({
			data: {
				type: 'count.submitted',
				areas: ['430426100'],
				reach: 'within',
				payload: JSON.stringify({ type: 'count.submitted', count: { id: pointId, people, observedAt: now } })
			}
		}),
		prisma.auditEntry.create({
			data: {
				operationId,
				accountId: actor.accountId,
				accountName: actor.name,
				role: actor.role,
				verb: 'count.submit',
				subjectType: 'countPoint',
				subjectId: pointId,
				areaCode: '430426100',
				after: { people }
			}
		}),
		prisma.operation.create({
			data: { id: operationId, accountId: actor.accountId, verb: 'count.submit', bodyHash: '-', answer: { people } }
		})
	]);
}

/** Durable counts a second at saturation: group commit against Prisma's transaction of the same rows. */
export async function countGrouped(): Promise<Figure[]> {
	const stage = await openStage(500);
	try {
		const grouped = () =>
			perSecond((index) => stage.app.counts.submit(stage.countOf(index, index % 200), stage.context()), 1024);
		const prisma = () => perSecond((index) => writeByPrisma(stage, index, index % 200), 16);
		await grouped();
		await prisma();
		const measured = await turnByTurn(5, grouped, prisma);
		return [
			figure(
				'count-grouped',
				{
					...measured,
					unit: '/s',
					note: 'group commit, 1,024 waiting; Prisma $transaction of the same rows, 16 at once'
				},
				{ least: 10 }
			)
		];
	} finally {
		await stage.close();
	}
}
