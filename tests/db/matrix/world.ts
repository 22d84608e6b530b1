import type { CountPointView } from '#domain/counts/count-point.ts';
import type { EventView } from '#domain/events/event.ts';
import type { ShelterView } from '#domain/shelters/shelter.ts';
import { hashToken, newToken } from '#server/auth/token.ts';
import { idCheckDigit } from '#domain/people/id-number.ts';
import { newId } from '#server/new-id.ts';
import { recordSending } from '#server/repositories/device-queues.ts';
import { enrolDevice } from '#server/repositories/devices.ts';
import { COUNTY, type Browser, type RunningServer } from '../running-server.ts';
import { noticeForm } from './notice-form.ts';
import { warningFile } from './warning-file.ts';

/** Two townships of the county with a village each: the one the tests act in, and the one beside it. */
export const HERE = { township: '430426104', village: '430426104203' };
export const THERE = { township: '430426105', village: '430426105001' };
export const NEIGHBOUR_COUNTY = '430424';

/** Personal data that must not show where it has no business. */
export const PERSONAL = { name: '欧阳守望', phone: '13912345678', username: 'quiet.heron', displayName: '司徒问渠' };

/** A movement of one person at a place, now. */
export const movement = (pointId: string, personId: string) => ({
	pointId,
	personIds: [personId],
	deviceTime: new Date().toISOString()
});

/** Makes things for the matrix to act upon, by the county's own officers over HTTP; counts what was made where. */
export class World {
	readonly server: RunningServer;
	readonly idsThere = new Set<string>();
	#desk: Browser | undefined;
	#admin: Browser | undefined;
	#informant: Browser | undefined;
	#sequence = 0;

	constructor(server: RunningServer) {
		this.server = server;
	}

	async event(place = HERE): Promise<EventView> {
		const { event } = await this.#do<{ event: EventView }>(await this.#officer(), 'events.open', {
			name: `事件 ${newId().slice(-6)}`,
			kind: 'freeze',
			startedAt: '2026-01-12T00:00:00Z',
			areaCodes: [place.township],
			phase: 'response',
			level: 3,
			reason: '会商'
		});
		this.#note(place, event.id);
		return event;
	}

	async closedEvent(): Promise<EventView> {
		const { id, version } = await this.event();
		const closing = { eventId: id, version, reason: '群众均已返家' };
		return (await this.#do<{ event: EventView }>(await this.#officer(), 'events.close', closing)).event;
	}

	/** An event whose people are kept from being anonymised. */
	async heldEvent(): Promise<string> {
		const { id: eventId } = await this.event();
		await this.#do(await this.#officer(), 'archive.hold', { of: { eventId }, until: '2199-12-31', reason: '诉讼未结' });
		return eventId;
	}

	/** A warning for a township; its id. */
	async warning(place = HERE): Promise<string> {
		const file = warningFile(place.township);
		const { warningId } = await this.#do<{ warningId: string }>(await this.#officer(), 'warnings.take', file);
		this.#note(place, warningId);
		return warningId;
	}

	/** A notice of the county's own for a township; its id. */
	async notice(place = HERE): Promise<string> {
		const form = noticeForm(place.township);
		const { warningId } = await this.#do<{ warningId: string }>(await this.#officer(), 'warnings.issue', form);
		this.#note(place, warningId);
		return warningId;
	}

	/** What the desk would issue as a document of an event of its own. */
	async documentDraft(place = HERE) {
		const { id: eventId } = await this.event(place);
		const of = { eventId, kind: 'bulletin' };
		const answer = await this.server.call<{ seen: string; words: object }>(
			await this.#officer(),
			'query',
			'documents.draft',
			of
		);
		const { seen, words } = answer.data!;
		return { ...of, seen, words: { ...words, responsible: '张三', filledBy: '李四' } };
	}

	/** An issued document of an event of its own. */
	async document(place = HERE): Promise<string> {
		const made = await this.documentDraft(place);
		const { documentId } = await this.#do<{ documentId: string }>(await this.#officer(), 'documents.issue', made);
		this.#note(place, documentId);
		return documentId;
	}

	async shelter(place = HERE): Promise<ShelterView> {
		const { shelter } = await this.#do<{ shelter: ShelterView }>(
			await this.#officer(),
			'shelters.register',
			this.shelterFields(place)
		);
		this.#note(place, shelter.id);
		return shelter;
	}

	shelterFields(place = HERE) {
		return {
			name: `场所 ${newId().slice(-8)}`,
			kind: 'school',
			areaCode: place.village,
			lng: 112.1,
			lat: 26.8,
			floorAreaM2: '350',
			capacityOverride: null,
			contact: { name: PERSONAL.name, phone: PERSONAL.phone }
		};
	}

	/** An open shelter of an event of its own. */
	async point(place = HERE): Promise<CountPointView> {
		const [event, shelter] = [await this.event(place), await this.shelter(place)];
		const { point } = await this.#do<{ point: CountPointView }>(await this.#officer(), 'shelters.open', {
			eventId: event.id,
			shelterId: shelter.id
		});
		this.#note(place, point.id);
		return point;
	}

	async closedPoint(place = HERE): Promise<CountPointView> {
		const { id } = await this.point(place);
		const closing = { pointId: id, reason: '返家' };
		return (await this.#do<{ point: CountPointView }>(await this.#officer(), 'shelters.close', closing)).point;
	}

	/** A point with two counts that differ. */
	async disputedPoint(place = HERE): Promise<{ id: string; disputeIds: string[] }> {
		const { id } = await this.point(place);
		this.#informant ??= await this.server.signIn('INFORMANT', COUNTY);
		const count = (people: number) => ({ pointId: id, people, deviceTime: new Date().toISOString() });
		const first = await this.#do<{ observationId: string }>(await this.#officer(), 'counts.submit', count(10));
		const second = await this.#do<{ observationId: string }>(this.#informant, 'counts.submit', count(12));
		return { id, disputeIds: [first.observationId, second.observationId] };
	}

	/** A household of one, registered by the county; the id of its person. */
	async person(place = HERE): Promise<string> {
		const { personIds } = await this.#do<{ personIds: string[] }>(
			await this.#officer(),
			'households.register',
			this.householdFields(place)
		);
		this.#note(place, personIds[0]!);
		return personIds[0]!;
	}

	/** A household of one, registered by the county. */
	async household(place = HERE): Promise<{ householdId: string; personId: string }> {
		const fields = this.householdFields(place);
		const { householdId, members } = fields;
		await this.#do(await this.#officer(), 'households.register', fields);
		this.#note(place, householdId);
		return { householdId, personId: members[0]!.personId };
	}

	householdFields(place = HERE) {
		const member = {
			personId: newId(),
			name: PERSONAL.name,
			phone: PERSONAL.phone,
			document: { kind: 'none', reason: '洪水中遗失' },
			relation: 'head',
			mayBeFound: true
		};
		return { householdId: newId(), homeCode: place.village, members: [member] };
	}

	/** Somebody at a place who did not agree to be found, and whom a relative asked for there; the question's id. */
	async message(place = HERE): Promise<string> {
		const document = { kind: 'residentId', number: this.#nextIdNumber() };
		const { householdId, homeCode, members } = this.householdFields(place);
		const [member] = members;
		const household = { householdId, homeCode, members: [{ ...member, document, mayBeFound: false }] };
		const point = await this.point(place);
		const arrival = { pointId: point.id, personIds: [], household, deviceTime: new Date().toISOString() };
		await this.#do(await this.#officer(), 'stays.checkIn', arrival);
		const window = await this.server.signIn('TOWNSHIP', place.township);
		await this.#do(window, 'reunion.ask', this.question(document.number));
		const where = { soughtIndex: { not: null }, personId: member!.personId };
		const { id } = await this.server.app.db.prisma.reunionRequest.findFirstOrThrow({ where });
		this.#note(place, id);
		this.#note(place, member!.personId);
		return id;
	}

	/** The same after the person agreed that relatives are told. */
	async answerable(): Promise<string> {
		const requestId = await this.message();
		const said = { requestId, version: 1, outcome: 'agreedAll' };
		await this.#do(await this.#officer(), 'reunion.deliver', said);
		return requestId;
	}

	question(number = this.#nextIdNumber()) {
		return {
			asker: {
				name: PERSONAL.displayName,
				document: { kind: 'residentId', number: this.#nextIdNumber() },
				phone: PERSONAL.phone,
				relation: '儿子'
			},
			sought: { by: 'document', document: { kind: 'residentId', number } },
			message: '家里都好'
		};
	}

	#nextIdNumber(): string {
		const digits = `430426${19500101 + Math.floor(this.#sequence / 1000)}${String(this.#sequence++ % 1000).padStart(3, '0')}`;
		return digits + idCheckDigit(digits);
	}

	/** A household register of one, as a form with its file. */
	registerForm(fields: Record<string, string> = {}, place = HERE): FormData {
		const form = new FormData();
		const rows = `户编号,与户主关系,姓名,证件号码,区划代码\n${newId()},户主,${PERSONAL.name},${this.#nextIdNumber()},${place.village}\n`;
		for (const [name, value] of Object.entries({ fileName: '户册.csv', progressId: newId(), ...fields }))
			form.set(name, value);
		form.set('file', new Blob([rows]), '户册.csv');
		return form;
	}

	rosterFile(place = HERE) {
		const rows = `姓名,区划代码,对象类别\n${PERSONAL.name},${place.village},孤儿\n`;
		return { fileName: '名册.csv', content: Buffer.from(rows).toString('base64'), areaCode: place.village };
	}

	/** An entry of a roster that is nobody's yet. */
	async rosterEntry(place = HERE): Promise<{ rosterId: string; entryId: string; version: number }> {
		const taking = { ...this.rosterFile(place), mode: 'all' };
		const { rosterIds } = await this.#do<{ rosterIds: string[] }>(await this.#officer(), 'rosters.importFile', taking);
		const { prisma } = this.server.app.db;
		const entry = await prisma.rosterEntry.findFirstOrThrow({ where: { rosterId: rosterIds[0]! } });
		// Decisions are carried over to the next roster: this one begins without.
		const open = { personId: null, decidedAt: null, decidedBy: null, decidedByName: null };
		await prisma.rosterEntry.update({ where: { id: entry.id }, data: open });
		this.#note(place, entry.rosterId);
		this.#note(place, entry.id);
		return { rosterId: entry.rosterId, entryId: entry.id, version: entry.version };
	}

	/** A household on the relocation list of its village for an event of its own. */
	async relocation(place = HERE): Promise<{ eventId: string; areaCode: string; relocationId: string }> {
		const [{ id: eventId }, { householdId }] = [await this.event(place), await this.household(place)];
		const areaCode = place.village;
		await this.#do(await this.#officer(), 'relocation.make', { eventId, areaCode });
		const where = { householdId, list: { eventId } };
		const { id } = await this.server.app.db.prisma.relocationHousehold.findFirstOrThrow({ where });
		this.#note(place, id);
		return { eventId, areaCode, relocationId: id };
	}

	/** A village's damage report that waits for its township, for an event of its own. */
	async report(place = HERE): Promise<{ eventId: string; areaCode: string; reportId: string }> {
		const { id: eventId } = await this.event(place);
		this.#informant ??= await this.server.signIn('INFORMANT', COUNTY);
		const report = {
			eventId,
			areaCode: place.village,
			figures: { affected: '30' },
			deviceTime: new Date().toISOString()
		};
		const { reportId } = await this.#do<{ reportId: string }>(this.#informant, 'reports.file', report);
		this.#note(place, reportId);
		return { eventId, areaCode: place.village, reportId };
	}

	/** A signed line by which a township changed its sum. */
	async adjustment(place = HERE): Promise<{ eventId: string; adjustmentId: string }> {
		const { id: eventId } = await this.event(place);
		const line = {
			eventId,
			areaCode: place.township,
			indicator: 'affected',
			amount: '5',
			reason: '外来务工人员未计入'
		};
		const { adjustmentId } = await this.#do<{ adjustmentId: string }>(await this.#officer(), 'reports.adjust', line);
		this.#note(place, adjustmentId);
		return { eventId, adjustmentId };
	}

	/** An indicator of the county's own that is asked for. */
	async localIndicator(): Promise<string> {
		const { prisma } = this.server.app.db;
		const inUse = await prisma.localIndicator.findFirst({ where: { endedAt: null } });
		if (inUse) return inUse.key;
		const of = { group: 'farming', unit: '个', decimals: 0 };
		const added = { zh: `倒伏林木${newId()}`, en: '', of, isCurrent: false, reason: '县防指要求' };
		return (await this.#do<{ key: string }>(await this.#officer(), 'indicators.add', added)).key;
	}

	/** A household that was struck off its relocation list. */
	async struckRelocation(): Promise<string> {
		const { relocationId } = await this.relocation();
		await this.#do(await this.#officer(), 'relocation.strike', { relocationId, version: 1, reason: '重复登记' });
		return relocationId;
	}

	/** Somebody who is at a place. */
	async stay(place = HERE): Promise<{ pointId: string; personId: string; eventId: string }> {
		const [point, personId] = [await this.point(place), await this.person(place)];
		await this.#do(await this.#officer(), 'stays.checkIn', movement(point.id, personId));
		return { pointId: point.id, personId, eventId: point.eventId };
	}

	/** Another open shelter of an event. */
	async pointOf(eventId: string, place = HERE): Promise<CountPointView> {
		const { id: shelterId } = await this.shelter(place);
		const opening = { eventId, shelterId };
		return (await this.#do<{ point: CountPointView }>(await this.#officer(), 'shelters.open', opening)).point;
	}

	/** Somebody on the way to a place. */
	async sent(): Promise<{ pointId: string; personId: string }> {
		const { pointId, personId, eventId } = await this.stay();
		const to = await this.pointOf(eventId);
		const sending = { ...movement(pointId, personId), toPointId: to.id };
		await this.#do(await this.#officer(), 'stays.transferOut', sending);
		return { pointId: to.id, personId };
	}

	/** Somebody whom two places have. */
	async conflict(place = HERE): Promise<string> {
		const { personId, eventId } = await this.stay(place);
		const other = await this.pointOf(eventId, place);
		await this.#do(await this.#officer(), 'stays.checkIn', movement(other.id, personId));
		const found = await this.server.app.db.prisma.stayConflict.findFirstOrThrow({ where: { personId } });
		this.#note(place, found.id);
		return found.id;
	}

	/** A device that is bound to a shelter. */
	async device(place = HERE): Promise<{ deviceId: string; version: number }> {
		const { id: shelterId } = await this.shelter(place);
		const device = { id: newId(), name: `平板 ${newId().slice(-4)}`, shelterId, areaCode: place.village };
		const { actor } = await this.#officer();
		const enrolment = { tokenHash: hashToken(newToken()), enrolledAt: new Date(), enrolledBy: actor.accountId };
		await this.server.app.db.prisma.$transaction((tx) => enrolDevice(tx, { ...device, ...enrolment }));
		this.#note(place, device.id);
		return { deviceId: device.id, version: 1 };
	}

	/** Operations of a device's queue that never arrived. */
	async gap(place = HERE): Promise<{ queueId: string; from: number }> {
		const { deviceId } = await this.device(place);
		const { actor } = await this.#officer();
		const owner = { queueId: newId(), deviceId, accountId: actor.accountId };
		const contentHash = Buffer.alloc(32).toString('base64');
		const outcome = { outcome: 'applied' as const, keyId: null, problem: null };
		const third = { ...owner, sequence: 3, operationId: newId(), kind: 'withdrawn', contentHash, ...outcome };
		await recordSending(this.server.app.db.pool, { owner, assigned: 3, refused: 0, now: new Date(), taken: [third] });
		this.#note(place, owner.queueId);
		return { queueId: owner.queueId, from: 1 };
	}

	async account(place = HERE): Promise<{ id: string; version: number }> {
		this.#admin ??= await this.server.signIn('ADMIN', COUNTY);
		const { account } = await this.#do<{ account: { id: string; version: number } }>(this.#admin, 'accounts.create', {
			username: `n${newId().slice(-12)}`,
			displayName: PERSONAL.displayName,
			role: 'WAREHOUSE',
			areaCode: place.township
		});
		this.#note(place, account.id);
		return account;
	}

	/** One of everything in the other township, so that lists have something to leak. */
	async fillThere(): Promise<void> {
		await this.disputedPoint(THERE);
		await this.closedPoint(THERE);
		await this.account(THERE);
		await this.conflict(THERE);
		await this.gap(THERE);
		await this.message(THERE);
		await this.rosterEntry(THERE);
		await this.relocation(THERE);
		await this.report(THERE);
		await this.adjustment(THERE);
	}

	async #officer(): Promise<Browser> {
		return (this.#desk ??= await this.server.signIn('DESK', COUNTY));
	}

	#note(place: typeof HERE, id: string): void {
		if (place === THERE) this.idsThere.add(id);
	}

	async #do<T>(browser: Browser, path: string, input: object): Promise<T> {
		const answer = await this.server.call<T>(browser, 'mutation', path, { operationId: newId(), ...input });
		if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
		return answer.data!;
	}
}
