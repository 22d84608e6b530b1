import type { ShelterContact } from '#domain/shelters/contact.ts';
import type { ShelterKind, ShelterService, ShelterView } from '#domain/shelters/shelter.ts';
import { Prisma, type Shelter } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';

/** A shelter with its contact, which is personal data and stays on the server unless revealed. */
export interface StoredShelter {
	shelter: ShelterView;
	contact: ShelterContact;
}

export function shelterView(row: Shelter): ShelterView {
	const { id, name, areaCode, townshipCode, address, lng, lat, capacityOverride, capacity, version } = row;
	return {
		id,
		name,
		kind: row.kind as ShelterKind,
		areaCode,
		townshipCode,
		address,
		lng,
		lat,
		floorAreaM2: row.floorAreaM2?.toFixed(2) ?? null,
		capacityOverride,
		capacity,
		services: row.services as ShelterService[],
		retiredAt: row.retiredAt?.toISOString() ?? null,
		version
	};
}

/** A shelter with its contact, or null. */
export async function findShelter(db: Pick<Tx, 'shelter'>, shelterId: string): Promise<StoredShelter | null> {
	const row = await db.shelter.findUnique({ where: { id: shelterId } });
	return row && { shelter: shelterView(row), contact: { name: row.contactName, phone: row.contactPhone } };
}

/** Locks a shelter and reads it: after its event, before its count points. */
export async function lockShelter(tx: Tx, shelterId: string): Promise<StoredShelter | null> {
	await tx.$queryRaw(Prisma.sql`SELECT 1 FROM shelter WHERE id = ${shelterId}::uuid FOR NO KEY UPDATE`);
	return findShelter(tx, shelterId);
}

/** Whether a village has another shelter in use of that name. The village is held by the caller. */
export async function isNameTaken(tx: Tx, areaCode: string, name: string, exceptId?: string): Promise<boolean> {
	const other = await tx.shelter.findFirst({
		where: { areaCode, name, retiredAt: null, ...(exceptId ? { id: { not: exceptId } } : {}) },
		select: { id: true }
	});
	return other !== null;
}

/** Names of the shelters in use under an area, by village: `areaCode` → names. */
export async function namesByArea(db: Pick<Tx, 'shelter'>, areaCode: string): Promise<Map<string, Set<string>>> {
	const rows = await db.shelter.findMany({
		where: { areaCode: { startsWith: areaCode }, retiredAt: null },
		select: { areaCode: true, name: true }
	});
	const names = new Map<string, Set<string>>();
	for (const row of rows) names.set(row.areaCode, (names.get(row.areaCode) ?? new Set()).add(row.name));
	return names;
}

/** Writes new shelters in one statement, however many. */
export async function insertShelters(tx: Tx, shelters: readonly StoredShelter[]): Promise<void> {
	const rows = shelters.map(({ shelter, contact }) => ({
		...shelter,
		contactName: contact.name,
		contactPhone: contact.phone
	}));
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO shelter (id, name, kind, area_code, township_code, address, lng, lat, contact_name, contact_phone,
			floor_area_m2, capacity_override, capacity, services, version)
		SELECT id, name, kind, "areaCode", "townshipCode", address, lng, lat, "contactName", "contactPhone", "floorAreaM2",
			"capacityOverride", capacity, ARRAY(SELECT json_array_elements_text(services)), version
		FROM json_to_recordset(${JSON.stringify(rows)}::json) AS s (id uuid, name text, kind text, "areaCode" text,
			"townshipCode" text, address text, lng float8, lat float8, "contactName" text, "contactPhone" text,
			"floorAreaM2" numeric, "capacityOverride" int, capacity int, services json, version int)`);
}

/** Writes a shelter's next version; without a contact, that stays as it is. */
export async function updateShelter(tx: Tx, shelter: ShelterView, contact?: ShelterContact): Promise<void> {
	const { id, ...data } = shelter;
	await tx.shelter.update({
		where: { id },
		data: { ...data, ...(contact ? { contactName: contact.name, contactPhone: contact.phone } : {}) }
	});
}
