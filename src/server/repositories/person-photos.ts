import type { Tx } from '../db/database.ts';
import type { Keyring } from '../people/keyring.ts';
import type { Reseal } from '../people/reseal.ts';

const recordId = (personId: string) => `photo:${personId}`;

/** Keeps a photo of a person, encrypted, in the place of the one before; null keeps none. */
export async function writePhoto(
	tx: Pick<Tx, 'personPhoto'>,
	keyring: Keyring,
	personId: string,
	photo: { jpeg: Uint8Array; setAt: Date; setBy: string } | null
): Promise<void> {
	if (!photo) {
		await tx.personPhoto.deleteMany({ where: { personId } });
		return;
	}
	const { jpeg, setAt, setBy } = photo;
	const data = { ...keyring.seal(recordId(personId), Buffer.from(jpeg).toString('base64')), setAt, setBy };
	await tx.personPhoto.upsert({ where: { personId }, create: { personId, ...data }, update: data });
}

/** A person's photo, a JPEG in base64, or null. */
export async function findPhoto(
	db: Pick<Tx, 'personPhoto'>,
	keyring: Keyring,
	personId: string
): Promise<string | null> {
	const row = await db.personPhoto.findUnique({ where: { personId } });
	return row && (keyring.open(recordId(personId), row) as string);
}

/** Gives the photo of one record to another that has none; encrypted for it, for a text opens only where it belongs. */
export async function handOverPhoto(tx: Tx, keyring: Keyring, fromId: string, toId: string): Promise<void> {
	const [from, to] = await Promise.all([
		tx.personPhoto.findUnique({ where: { personId: fromId } }),
		tx.personPhoto.count({ where: { personId: toId } })
	]);
	if (!from || to > 0) return;
	const sealed = keyring.seal(recordId(toId), keyring.open(recordId(fromId), from));
	await tx.personPhoto.update({ where: { personId: fromId }, data: { personId: toId, ...sealed } });
}

/** Encrypts the next photos that another key than the one in use encrypted. */
export const resealPhotos: Reseal = (db, keyring, after, limit) =>
	db.prisma.$transaction(async (tx) => {
		const rows = await tx.personPhoto.findMany({
			where: { personId: { gt: after }, keyId: { not: keyring.activeKeyId } },
			orderBy: { personId: 'asc' },
			take: limit
		});
		for (const row of rows) {
			const id = recordId(row.personId);
			await tx.personPhoto.update({
				where: { personId: row.personId },
				data: keyring.seal(id, keyring.open(id, row))
			});
		}
		return rows.map(({ personId }) => personId);
	});
