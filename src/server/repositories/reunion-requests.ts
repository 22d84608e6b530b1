import type { Actor } from '#domain/access/can.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import { maskName } from '#domain/people/mask-person.ts';
import type { ReunionAnswer } from '#domain/reunion/answer.ts';
import type { ReunionSecret, Sought } from '#domain/reunion/ask.ts';
import type { Delivery } from '#domain/reunion/deliver.ts';
import { Prisma } from '../db/generated/client.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import type { Keyring } from '../people/keyring.ts';
import type { Reseal } from '../people/reseal.ts';

/** What a question's encrypted text belongs to. */
export const requestRecordId = (requestId: string) => `reunion:${requestId}`;

/** A question as it is kept. */
export interface StoredRequest {
	id: string;
	version: number;
	askedAt: string;
	areaCode: string;
	by: Sought['by'];
	askerIndex: Buffer;
	outcome: string | null;
	tries: number;
	secret: ReunionSecret;
}

/** A question with the one it means, by who was meant then or has the document now, and the place that has them. */
export interface MatchedRequest extends StoredRequest {
	personId: string;
	place: { pointId: string; name: string; areaCode: string } | null;
}

/** The keyed hash of an asker's document. */
export function askerIndexOf(keyring: Keyring, { document }: ReunionSecret['asker']): Buffer<ArrayBuffer> {
	return keyring.blindIndex(`asker:${documentKey(document)}`);
}

/** How many questions an account has asked since a moment; others of the account wait until this one is written. */
export async function countQuestions(tx: Tx, accountId: string, since: Date): Promise<number> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('reunion ' || ${accountId}, 0))`;
	return tx.reunionRequest.count({ where: { accountId, askedAt: { gt: since } } });
}

/** Keeps a question: who asks and who is sought only encrypted. */
export async function insertRequest(
	tx: Tx,
	keyring: Keyring,
	{ actor, now }: CommandContext,
	request: { id: string; secret: ReunionSecret; personId: string | null; answer: ReunionAnswer['kind'] }
): Promise<void> {
	const { id, secret, personId, answer } = request;
	const { sought, asker } = secret;
	const key = sought.by === 'document' ? documentKey(sought.document) : null;
	await tx.reunionRequest.create({
		data: {
			id,
			askedAt: now,
			accountId: actor.accountId,
			accountName: actor.name,
			areaCode: actor.areaCode,
			role: actor.role,
			by: sought.by,
			...keyring.seal(requestRecordId(id), secret),
			askerIndex: askerIndexOf(keyring, asker),
			soughtIndex: key === null ? null : keyring.blindIndex(key),
			personId,
			answer
		}
	});
}

/** Which of these people agreed that this asker is told. */
export async function findAgreed(
	db: Pick<Tx, 'reunionRequest'>,
	askerIndex: Buffer,
	personIds: readonly string[]
): Promise<Set<string>> {
	const rows = await db.reunionRequest.findMany({
		where: { askerIndex: new Uint8Array(askerIndex), personId: { in: [...personIds] }, outcome: 'agreed' },
		select: { personId: true }
	});
	return new Set(rows.flatMap(({ personId }) => personId ?? []));
}

/** Which of these people two places have, unsettled. */
export async function findUnsettled(db: Pick<Tx, 'stayConflict'>, personIds: readonly string[]): Promise<Set<string>> {
	const rows = await db.stayConflict.findMany({
		where: { personId: { in: [...personIds] }, settledAt: null },
		select: { personId: true }
	});
	return new Set(rows.map(({ personId }) => personId));
}

interface Row extends Omit<StoredRequest, 'secret' | 'askedAt'> {
	askedAt: Date;
	keyId: string;
	ciphertext: Uint8Array;
	personId: string;
	place: MatchedRequest['place'];
}

function matchedRequest(keyring: Keyring, { keyId, ciphertext, askedAt, ...row }: Row): MatchedRequest {
	const secret = keyring.open(requestRecordId(row.id), { keyId, ciphertext }) as ReunionSecret;
	return { ...row, askedAt: askedAt.toISOString(), secret };
}

/** Open questions with the one they mean now, and the place that has them. */
const MATCHED = Prisma.sql`
	SELECT r.id, r.version, r.asked_at AS "askedAt", r.area_code AS "areaCode", r.by, r.asker_index AS "askerIndex",
		r.outcome, r.tries, r.key_id AS "keyId", r.ciphertext, p.id AS "personId",
		CASE WHEN q.id IS NOT NULL THEN json_build_object('pointId', q.id, 'areaCode', q.area_code,
			'name', COALESCE((SELECT h.name FROM shelter h WHERE h.id = q.shelter_id),
				(SELECT a.name FROM area a WHERE a.code = q.area_code), '')) END AS place
	FROM reunion_request r CROSS JOIN LATERAL (
			SELECT o.id, o.may_be_found, o.scope_codes FROM person o WHERE o.id = r.person_id
			UNION ALL
			SELECT o.id, o.may_be_found, o.scope_codes FROM person o
				WHERE r.person_id IS NULL AND o.document_index = r.sought_index) AS p
		LEFT JOIN stay s ON s.person_id = p.id AND s.state = 'in' LEFT JOIN count_point q ON q.id = s.point_id`;

/** Matched requests of a kind, oldest first. */
async function findMatched(
	db: Pick<Tx, '$queryRaw'>,
	keyring: Keyring,
	isMeant: Prisma.Sql,
	limit: number
): Promise<MatchedRequest[]> {
	const rows = await db.$queryRaw<Row[]>(Prisma.sql`${MATCHED} WHERE ${isMeant} ORDER BY r.asked_at LIMIT ${limit}`);
	return rows.map((row) => matchedRequest(keyring, row));
}

/** A request, locked and then matched; null when it is not of the kind. */
async function lockMatched(
	tx: Tx,
	keyring: Keyring,
	isMeant: Prisma.Sql,
	requestId: string
): Promise<MatchedRequest | null> {
	await tx.$queryRaw(Prisma.sql`SELECT 1 FROM reunion_request WHERE id = ${requestId}::uuid FOR UPDATE`);
	const [row] = await tx.$queryRaw<Row[]>(Prisma.sql`${MATCHED} WHERE r.id = ${requestId}::uuid AND ${isMeant}`);
	return row ? matchedRequest(keyring, row) : null;
}

/** Words that wait for people an account delivers to: those at its places, and for windows those in no shelter. */
const isToDeliver = ({
	role,
	areaCode
}: Actor) => Prisma.sql`r.answer = 'kept' AND r.outcome IS NULL AND r.anonymised_at IS NULL
	AND CASE WHEN q.id IS NOT NULL THEN starts_with(q.area_code, ${areaCode})
		ELSE ${role !== 'COORDINATOR'} AND (length(${areaCode}) <= 6 OR p.scope_codes @> ARRAY[${areaCode}]) END`;

/** Words that wait to be delivered, oldest first. */
export function findMessages(
	db: Pick<Tx, '$queryRaw'>,
	keyring: Keyring,
	actor: Actor,
	limit: number
): Promise<MatchedRequest[]> {
	return findMatched(db, keyring, isToDeliver(actor), limit);
}

/** One that the account is to deliver, locked; null when it is not the account's, or is delivered. */
export function lockMessage(tx: Tx, keyring: Keyring, actor: Actor, requestId: string): Promise<MatchedRequest | null> {
	return lockMatched(tx, keyring, isToDeliver(actor), requestId);
}

/** Questions of an area that could not be answered then and may be now: the person agreed, or came to be registered. */
const isToReply = ({
	areaCode
}: Actor) => Prisma.sql`r.answer = 'kept' AND r.replied_at IS NULL AND r.anonymised_at IS NULL
	AND starts_with(r.area_code, ${areaCode}) AND (p.may_be_found OR r.outcome = 'agreed')`;

/** Questions that may be answered now, oldest first. */
export function findAnswerable(
	db: Pick<Tx, '$queryRaw'>,
	keyring: Keyring,
	actor: Actor,
	limit: number
): Promise<MatchedRequest[]> {
	return findMatched(db, keyring, isToReply(actor), limit);
}

/** One that the account may answer, locked; null when it is not. */
export function lockAnswerable(
	tx: Tx,
	keyring: Keyring,
	actor: Actor,
	requestId: string
): Promise<MatchedRequest | null> {
	return lockMatched(tx, keyring, isToReply(actor), requestId);
}

/** Keeps what became of a message. */
export async function writeDelivery(
	tx: Tx,
	{ actor, now }: CommandContext,
	request: { id: string; personId: string },
	{ outcome }: Delivery
): Promise<void> {
	const told = { outcome, deliveredAt: now, deliveredBy: actor.accountId, deliveredName: actor.name };
	await tx.reunionRequest.update({
		where: { id: request.id },
		data: {
			personId: request.personId,
			version: { increment: 1 },
			...(outcome === null ? { tries: { increment: 1 } } : told)
		}
	});
}

/** Keeps that the asker was answered. */
export async function writeReply(tx: Tx, requestId: string, repliedAt: Date): Promise<void> {
	await tx.reunionRequest.update({ where: { id: requestId }, data: { repliedAt, version: { increment: 1 } } });
}

/** An asker as a list shows them. */
export function maskedAsker({ asker }: ReunionSecret): { askerName: string; relation: string } {
	return { askerName: maskName(asker.name), relation: asker.relation };
}

/** Encrypts the next questions that another key than the one in use encrypted. */
export const resealRequests: Reseal = (db, keyring, after, limit) =>
	db.prisma.$transaction(async (tx) => {
		const rows = await tx.reunionRequest.findMany({
			where: { id: { gt: after }, keyId: { not: keyring.activeKeyId } },
			select: { id: true, keyId: true, ciphertext: true },
			orderBy: { id: 'asc' },
			take: limit
		});
		for (const row of rows) {
			const sealed = keyring.seal(requestRecordId(row.id), keyring.open(requestRecordId(row.id), row));
			await tx.reunionRequest.update({ where: { id: row.id }, data: sealed });
		}
		return rows.map(({ id }) => id);
	});
