import type { Actor } from '#domain/access/can.ts';
import type { DeviceState, DeviceView, GapView, QueueView } from '#domain/devices/device.ts';
import { Prisma, type Device } from '../db/generated/client.ts';
import type { Database, Tx } from '../db/database.ts';
import { iso } from './counts.ts';

function deviceState({ id, name, shelterId, areaCode, revokedAt, version }: Device): DeviceState {
	return { id, name, shelterId, areaCode, revokedAt: revokedAt?.toISOString() ?? null, version };
}

/** Whether a device was revoked; one that was never enrolled is not. */
export async function isDeviceRevoked(tx: Pick<Tx, 'device'>, deviceId: string): Promise<boolean> {
	const device = await tx.device.findUnique({ where: { id: deviceId }, select: { revokedAt: true } });
	return device !== null && device.revokedAt !== null;
}

/** The device whose cookie has a token of this hash, or null. */
export async function findDeviceByToken(
	tx: Pick<Tx, 'device'>,
	tokenHash: Buffer<ArrayBuffer>
): Promise<DeviceState | null> {
	const row = await tx.device.findUnique({ where: { tokenHash } });
	return row && deviceState(row);
}

/** Takes a device for change, or null. */
export async function lockDevice(tx: Tx, deviceId: string): Promise<DeviceState | null> {
	await tx.$executeRaw`SELECT 1 FROM device WHERE id = ${deviceId}::uuid FOR UPDATE`;
	const row = await tx.device.findUnique({ where: { id: deviceId } });
	return row && deviceState(row);
}

/** Binds a device; one that was bound or revoked before begins anew, without those who worked on it. */
export async function enrolDevice(
	tx: Tx,
	device: Pick<DeviceState, 'id' | 'name' | 'shelterId' | 'areaCode'> & {
		tokenHash: Buffer<ArrayBuffer>;
		enrolledAt: Date;
		enrolledBy: string;
	}
): Promise<void> {
	const { id, ...data } = device;
	await tx.device.upsert({
		where: { id },
		create: device,
		update: { ...data, revokedAt: null, revokedReason: '', version: { increment: 1 } }
	});
	await tx.deviceAccount.deleteMany({ where: { deviceId: id } });
}

/** Writes a device's next version. */
export async function updateDevice(tx: Tx, { id, name, shelterId, areaCode, version }: DeviceState): Promise<void> {
	await tx.device.update({ where: { id }, data: { name, shelterId, areaCode, version } });
}

/** Takes a device out of use, and everyone's PIN on it. */
export async function revokeDevice(tx: Tx, deviceId: string, now: Date, reason: string): Promise<void> {
	const data = { revokedAt: now, revokedReason: reason, version: { increment: 1 } };
	await tx.device.update({ where: { id: deviceId }, data });
	await tx.deviceAccount.deleteMany({ where: { deviceId } });
}

/** The name of a shelter and its open count point. */
export async function findShelterOfDevice(
	db: Pick<Tx, 'shelter' | 'countPoint'>,
	shelterId: string
): Promise<{ shelterName: string; pointId: string | null }> {
	const [shelter, point] = await Promise.all([
		db.shelter.findUnique({ where: { id: shelterId }, select: { name: true } }),
		db.countPoint.findFirst({ where: { shelterId, closedAt: null }, select: { id: true } })
	]);
	return { shelterName: shelter?.name ?? '', pointId: point?.id ?? null };
}

/** Most devices that are listed; a county has some hundred. */
const MOST_LISTED = 1_000;

interface DeviceRow extends Omit<DeviceView, 'isEnrolled' | 'queues' | 'lastContactAt'> {
	sessionSeenAt: string | null;
}

interface QueueRow extends Omit<QueueView, 'gaps'> {
	deviceId: string;
	areaCode: string;
	gaps: GapView[] | null;
}

/**
 * The devices of the actor's area with what waits on them and what is missing; and those that were never enrolled of
 * which something waits or is missing, by the area of the account.
 */
export async function findDevices(db: Database, { areaCode }: Pick<Actor, 'areaCode'>): Promise<DeviceView[]> {
	const devices = await db.prisma.$queryRaw<DeviceRow[]>(Prisma.sql`
		SELECT d.id, d.name, d.shelter_id AS "shelterId", COALESCE(s.name, '') AS "shelterName", d.area_code AS "areaCode",
			${isoOf('d.enrolled_at')} AS "enrolledAt", ${isoOf('d.revoked_at')} AS "revokedAt", d.revoked_reason AS "revokedReason",
			d.version, (SELECT ${isoOf('max(x.last_seen_at)')} FROM session x WHERE x.device_id = d.id) AS "sessionSeenAt"
		FROM device d LEFT JOIN shelter s ON s.id = d.shelter_id
		WHERE starts_with(d.area_code, ${areaCode}) ORDER BY d.area_code, d.name, d.id LIMIT ${MOST_LISTED}`);
	const queues = await db.prisma.$queryRaw<QueueRow[]>(Prisma.sql`
		SELECT q.id AS "queueId", q.device_id AS "deviceId", COALESCE(a.display_name, '') AS "accountName",
			COALESCE(d.area_code, a.area_code) AS "areaCode", q.assigned - q.received AS queued, q.refused,
			${isoOf('q.last_seen_at')} AS "lastSeenAt",
			(SELECT json_agg(json_build_object('queueId', g.queue_id, 'from', g.from_sequence, 'to', g.to_sequence,
				'noticedAt', ${isoOf('g.noticed_at')}, 'explainedAt', ${isoOf('g.explained_at')},
				'explainedByName', g.explained_by_name, 'explanation', g.explanation) ORDER BY g.from_sequence)
			FROM device_gap g WHERE g.queue_id = q.id) AS gaps
		FROM device_queue q LEFT JOIN account a ON a.id = q.account_id LEFT JOIN device d ON d.id = q.device_id
		WHERE starts_with(COALESCE(d.area_code, a.area_code), ${areaCode})
			AND (d.id IS NOT NULL OR q.assigned > q.received OR q.refused > 0
				OR EXISTS (SELECT 1 FROM device_gap g WHERE g.queue_id = q.id AND g.explained_at IS NULL))
		ORDER BY q.last_seen_at DESC, q.id LIMIT ${MOST_LISTED * 4}`);
	const enrolled = devices.map((row) => deviceView(row, queues));
	const known = new Set(devices.map(({ id }) => id));
	const others = [...new Set(queues.map(({ deviceId }) => deviceId))].filter((id) => !known.has(id));
	return [...enrolled, ...others.map((id) => strangerView(id, queues))];
}

const isoOf = (column: string) => Prisma.raw(iso(column));

function queuesOf(deviceId: string, rows: readonly QueueRow[]): QueueView[] {
	return rows
		.filter((row) => row.deviceId === deviceId)
		.map(({ queueId, accountName, queued, refused, lastSeenAt, gaps }) => ({
			queueId,
			accountName,
			queued,
			refused,
			lastSeenAt,
			gaps: gaps ?? []
		}));
}

const latest = (times: readonly (string | null)[]) =>
	times
		.filter((time) => time !== null)
		.sort()
		.at(-1) ?? null;

function deviceView({ sessionSeenAt, ...row }: DeviceRow, rows: readonly QueueRow[]): DeviceView {
	const queues = queuesOf(row.id, rows);
	const lastContactAt = latest([sessionSeenAt, ...queues.map(({ lastSeenAt }) => lastSeenAt)]);
	return { ...row, isEnrolled: true, lastContactAt, queues };
}

function strangerView(id: string, rows: readonly QueueRow[]): DeviceView {
	const queues = queuesOf(id, rows);
	return {
		id,
		isEnrolled: false,
		name: '',
		shelterId: null,
		shelterName: '',
		areaCode: rows.find(({ deviceId }) => deviceId === id)!.areaCode,
		lastContactAt: latest(queues.map(({ lastSeenAt }) => lastSeenAt)),
		enrolledAt: null,
		revokedAt: null,
		revokedReason: '',
		version: 0,
		queues
	};
}
