import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient, type Prisma } from './generated/client.ts';

/** A Prisma transaction: what a command's work is given. */
export type Tx = Prisma.TransactionClient;

/** The two ways to the one database: Prisma for everyday work, `pool` for the few hot statements. */
export interface Database {
	url: string;
	prisma: PrismaClient;
	pool: pg.Pool;
	close(): Promise<void>;
}

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));

/** Opens the pools. `max` is the number of connections for each way; errors of idle connections go to `onError`. */
export function openDatabase(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Database {
	const settings: pg.PoolConfig = {
		connectionString: url,
		max: options.max ?? 16,
		connectionTimeoutMillis: 5_000,
		idleTimeoutMillis: 30_000,
		keepAlive: true,
		options: '-c TimeZone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=30000'
	};
	const pool = new pg.Pool({ ...settings, application_name: 'anlan' });
	pool.on('error', (error) => options.onError?.(error));
	// A connection that breaks while it is in use tells its user through the query. It tells itself too, and a client
	// that nobody listens to then would end the process.
	pool.on('connect', (client) => client.on('error', () => undefined));
	const prisma = new PrismaClient({
		adapter: new PrismaPg({ ...settings, application_name: 'anlan-prisma' }, { onPoolError: options.onError }),
		transactionOptions: { maxWait: 5_000, timeout: 30_000 }
	});
	return {
		url,
		prisma,
		pool,
		close: async () => {
			await Promise.all([pool.end(), prisma.$disconnect()]);
		}
	};
}
