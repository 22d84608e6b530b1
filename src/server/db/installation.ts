import { StartFailure } from '../start-failure.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';

/** SQL for the cluster and database that transaction ids are drawn in: in another one they mean nothing. */
export const CLUSTER_IDENTITY =
	"(SELECT system_identifier FROM pg_control_system()) || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())";

/**
 * Checks that this database is this county's, and that it still lives in the PostgreSQL in which its logs were
 * written; after a restore elsewhere the logs' transaction ids are put right (`rebase_log_positions`).
 */
export async function checkInstallation(db: Database, countyCode: string): Promise<void> {
	const [{ identity }] = await db.prisma.$queryRaw<[{ identity: string }]>(
		Prisma.sql`SELECT ${Prisma.raw(CLUSTER_IDENTITY)} AS identity`
	);
	const installation = await db.prisma.installation.findUnique({ where: { id: 1 } });
	if (!installation) {
		await db.prisma.installation.upsert({
			where: { id: 1 },
			create: { id: 1, countyCode, clusterIdentity: identity },
			update: {}
		});
		return;
	}
	if (installation.countyCode !== countyCode) {
		throw new StartFailure(2, [
			{
				zh: `这个数据库属于 ${installation.countyCode}，而 ANLAN_COUNTY 是 ${countyCode}；请改设置或换一个数据库。`,
				en: `This database belongs to ${installation.countyCode}, but ANLAN_COUNTY is ${countyCode}; change the setting or the database.`
			}
		]);
	}
	if (installation.clusterIdentity !== identity) {
		await db.prisma.$transaction(async (tx) => {
			await tx.$executeRaw`SELECT rebase_log_positions()`;
			await tx.installation.update({ where: { id: 1 }, data: { clusterIdentity: identity } });
		});
	}
}
