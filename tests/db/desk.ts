import type { Actor } from '#domain/access/can.ts';
import type { Role } from '#domain/access/roles.ts';
import type { Change } from '#domain/changes/change.ts';
import type { App } from '#server/app.ts';
import { DeviceQueues } from '#server/sync/device-queues.ts';
import { CountWriter } from '#server/counts/count-writer.ts';
import { openDatabase } from '#server/db/database.ts';
import { ShapeBook } from '#server/areas/shape-book.ts';
import { DocumentPress } from '#server/documents/press.ts';
import { ImportsUnderWay } from '#server/people/imports-under-way.ts';
import { Keyring, makeKeyFile } from '#server/people/keyring.ts';
import { newId } from '#server/new-id.ts';
import { PolicyCache } from '#server/policies/policy-cache.ts';
import { appRouter } from '#server/trpc/router.ts';
import { createCallerFactory, problemOf } from '#server/trpc/trpc.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { createTestDatabase } from './harness.ts';

const callerOf = createCallerFactory(appRouter);

/** A small county: two townships with villages, and one that has none. */
export const COUNTY = '430426';
export const TOWNSHIPS = ['430426104', '430426105', '430426401'] as const;
export const VILLAGES = ['430426104201', '430426104202', '430426104203', '430426105201', '430426105202'] as const;

/** The server's procedures on a database of one's own, called as any role; no sockets, no HTTP. */
export async function createDesk() {
	const database = await createTestDatabase();
	const db = openDatabase(database.url, { max: 8 });
	await seedAreas(db);
	const policies = new PolicyCache(db);
	const committed = () => undefined;
	const counts = new CountWriter({ db, windowMinutes: () => policies.current().disputeWindowMinutes, committed });
	const errors: unknown[] = [];
	const app = {
		db,
		countyCode: COUNTY,
		policies,
		keyring: new Keyring(makeKeyFile(new Date())),
		imports: new ImportsUnderWay(),
		counts,
		press: new DocumentPress(),
		shapes: new ShapeBook(),
		queues: new DeviceQueues(),
		storage: { isFull: false },
		warningFolder: null,
		committed,
		reportError: (error: unknown) => errors.push(error)
	} as unknown as App;

	const actorAs = (role: Role, areaCode: string = COUNTY): Actor => ({
		accountId: newId(),
		name: `${role} ${areaCode}`,
		role,
		areaCode
	});

	/** Calls procedures as an actor, from a device where that matters; each call is a request of its own. */
	const as = (actor: Actor, deviceId: string | null = null, over: Partial<App> = {}) =>
		callerOf(() => ({
			app: { ...app, ...over },
			actor,
			sessionId: newId(),
			mustChangePassword: false,
			deviceId,
			requestId: 'test',
			address: '127.0.0.1',
			userAgent: null,
			setCookie: () => undefined
		}));

	return {
		app,
		db,
		errors,
		actorAs,
		as,
		/** All changes so far, in the order they were written. */
		async changes(): Promise<Change[]> {
			const rows = await db.prisma.changeLog.findMany({ orderBy: { id: 'asc' }, select: { payload: true } });
			return rows.map(({ payload }) => JSON.parse(payload) as Change);
		},
		async drop() {
			await app.press.stop();
			await app.shapes.stop();
			await db.close();
			await database.drop();
		}
	};
}

export type Desk = Awaited<ReturnType<typeof createDesk>>;

async function seedAreas(db: App['db']) {
	const area = (code: string, parentCode: string | null, level: string, name: string, sortOrder: number) => ({
		code,
		parentCode,
		level,
		name,
		lng: 112.1,
		lat: 26.8,
		sortOrder
	});
	await db.prisma.area.createMany({
		data: [
			area(COUNTY, null, 'county', '祁东县', 0),
			area(TOWNSHIPS[0], COUNTY, 'township', '白鹤铺镇', 1),
			area(TOWNSHIPS[1], COUNTY, 'township', '金桥镇', 2),
			area(TOWNSHIPS[2], COUNTY, 'township', '洪桥农场', 3),
			...VILLAGES.map((code, index) => area(code, code.slice(0, 9), 'village', `第${index + 1}村委会`, 10 + index))
		]
	});
}

/** The problem a call is refused with; fails the test when it is not refused. */
export async function problemIn(call: Promise<unknown>): Promise<Problem> {
	try {
		await call;
	} catch (error) {
		return problemOf(error, 'test');
	}
	throw new Error('the call was not refused');
}
