import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readCode } from '#domain/devices/enrolment-code.ts';
import type { DeviceView } from '#domain/devices/device.ts';
import { newId } from '#server/new-id.ts';
import { COUNTY, runServer, type Browser, type RunningServer } from '../../running-server.ts';
import { HERE, THERE, World } from '../../matrix/world.ts';
import { AQueue } from '../sync/a-queue.ts';
import { insertPerson, PASSWORD, PIN, Tablet } from './tablet.ts';

let server: RunningServer;
let world: World;
let desk: Browser;
beforeAll(async () => {
	server = await runServer({ settings: { ANLAN_TRUST_PROXY: '1' } });
	world = new World(server);
	desk = await server.signIn('DESK', COUNTY);
});
afterAll(() => server.stop());

interface Invitation {
	invitationId: string;
	code: string;
	origin: string | null;
	expiresAt: string;
}

const command = (input: object) => ({ operationId: newId(), ...input });
const byDesk = <T>(path: string, input: object) => server.call<T>(desk, 'mutation', path, command(input));
async function invite(shelterId: string, deviceName = '一号平板'): Promise<Invitation> {
	return (await byDesk<Invitation>('devices.invite', { shelterId, deviceName })).data!;
}

/** A tablet that is bound to an open shelter. */
async function enrolled() {
	const point = await world.point();
	const tablet = new Tablet(server);
	const { code } = await invite(point.shelterId!);
	await tablet.ask('mutation', 'devices.enrol', { code });
	return { tablet, point, shelterId: point.shelterId! };
}

/** Somebody who signed in on a tablet with the password, and set a PIN. */
async function worksOn(tablet: Tablet) {
	const person = await insertPerson(server, 'COORDINATOR', HERE.township);
	expect((await tablet.signIn(person)).status).toBe(200);
	await tablet.ask('mutation', 'session.setPin', { password: PASSWORD, pin: PIN });
	return person;
}

const listed = async (deviceId: string, by = desk) =>
	(await server.call<DeviceView[]>(by, 'query', 'devices.list')).data!.find(({ id }) => id === deviceId);

describe('an invitation', () => {
	test('binds one device, once, for some minutes; its code is kept nowhere', async () => {
		const { shelterId } = await world.point();
		const input = command({ shelterId, deviceName: '二号平板' });
		const first = await server.call<Invitation>(desk, 'mutation', 'devices.invite', input);
		expect((await server.call(desk, 'mutation', 'devices.invite', input)).data).toEqual(first.data);
		const { code, invitationId } = first.data!;
		expect(readCode(code)).toBe(code);
		const kept = await server.app.db.pool.query<{ all: string }>(
			`SELECT (SELECT string_agg(t::text, ' ') FROM operation t) || (SELECT string_agg(t::text, ' ') FROM audit_entry t)
				|| (SELECT string_agg(t::text, ' ') FROM device_invitation t) AS all`
		);
		expect(kept.rows[0]!.all).toContain(invitationId);
		expect(kept.rows[0]!.all).not.toContain(code);

		const [tablet, other] = [new Tablet(server), new Tablet(server)];
		const answer = await tablet.call('mutation', 'devices.enrol', { code: code.toLowerCase() });
		expect(answer.data).toMatchObject({ name: '二号平板' });
		expect(answer.headers.getSetCookie()[0]).toMatch(
			/^anlan_device=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Strict$/
		);
		expect((await other.call('mutation', 'devices.enrol', { code })).problem?.code).toBe('enrolmentInvalid');
		// The answer was lost on the way: the same tablet may ask again.
		expect((await tablet.call('mutation', 'devices.enrol', { code })).status).toBe(200);

		const late = await invite(shelterId!);
		const expiresAt = new Date(Date.now() - 1_000);
		await server.app.db.prisma.deviceInvitation.update({ where: { id: late.invitationId }, data: { expiresAt } });
		expect((await tablet.call('mutation', 'devices.enrol', { code: late.code })).problem?.code).toBe(
			'enrolmentInvalid'
		);
		const entry = await server.app.db.prisma.auditEntry.findFirstOrThrow({
			where: { verb: 'device.enrol', subjectId: tablet.deviceId }
		});
		expect(entry).toMatchObject({ accountId: desk.actor.accountId, deviceId: tablet.deviceId, areaCode: HERE.village });
	});

	test('is not guessed: after five wrong codes the address waits, with a right one too', async () => {
		const { shelterId } = await world.point();
		const { code } = await invite(shelterId!);
		const guesser = new Tablet(server);
		for (const wrong of ['ABCDE-FGHJK', 'x', '00000-00000', '11111-11111', 'ZZZZZ-ZZZZZ'])
			expect((await guesser.call('mutation', 'devices.enrol', { code: wrong })).problem?.code).toBe('enrolmentInvalid');
		expect((await guesser.call('mutation', 'devices.enrol', { code })).problem?.code).toBe('tooManyTries');
		expect((await new Tablet(server).call('mutation', 'devices.enrol', { code })).status).toBe(200);
	});

	test('is good for as long as the policy says, and not for a retired shelter', async () => {
		const shelter = await world.shelter();
		const invited = await invite(shelter.id);
		const minutes = (Date.parse(invited.expiresAt) - Date.now()) / 60_000;
		expect(Math.round(minutes)).toBe(15);
		await byDesk('shelters.retire', { shelterId: shelter.id, version: shelter.version, reason: '拆除' });
		const answer = await byDesk('devices.invite', { shelterId: shelter.id, deviceName: '平板' });
		expect(answer.problem?.code).toBe('shelterRetired');
	});
});

describe('an enrolled device', () => {
	test('knows its shelter, and whoever signs in there is sent to it', async () => {
		const { tablet, point, shelterId } = await enrolled();
		expect(await tablet.ask('query', 'devices.here')).toMatchObject({
			isRevoked: false,
			device: { name: '一号平板' },
			staff: []
		});
		const person = await worksOn(tablet);
		expect(await tablet.ask('query', 'devices.mine')).toMatchObject({
			deviceId: tablet.deviceId,
			shelterId,
			pointId: point.id
		});
		expect(await tablet.ask('query', 'devices.here')).toMatchObject({
			staff: [{ accountId: person.id, name: person.displayName, hasPin: true, isLocked: false }]
		});
		const elsewhere = await insertPerson(server, 'COORDINATOR', THERE.township);
		await tablet.signIn(elsewhere);
		expect(await tablet.ask('query', 'devices.mine')).toBeNull();
	});

	test('that has forgotten its id is told it again', async () => {
		const { tablet } = await enrolled();
		const known = tablet.deviceId;
		await worksOn(tablet);
		tablet.deviceId = newId();
		expect(await tablet.ask('query', 'session.get')).toMatchObject({ enrolledDeviceId: known });
		expect(await new Tablet(server).ask('query', 'devices.here')).toEqual({
			isRevoked: false,
			device: null,
			staff: []
		});
	});

	test('is opened by the PIN of those who work on it; whoever was signed in there is out', async () => {
		const { tablet } = await enrolled();
		const [first, second] = [await worksOn(tablet), await worksOn(tablet)];
		const before = new Map(tablet.cookies);
		expect(await tablet.who()).toBe(second.id);
		expect((await tablet.signInWithPin(first)).status).toBe(200);
		expect(await tablet.who()).toBe(first.id);
		const old = new Tablet(server);
		for (const [name, value] of before) old.cookies.set(name, value);
		expect(await old.who()).toBeNull();
		const entry = await server.app.db.prisma.auditEntry.findFirstOrThrow({
			where: { verb: 'session.signIn', accountId: first.id },
			orderBy: { id: 'desc' }
		});
		expect(entry).toMatchObject({ deviceId: tablet.deviceId, after: { proof: 'pin' } });
		expect(JSON.stringify(entry.after)).not.toContain(PIN);
		const stranger = await insertPerson(server, 'COORDINATOR', HERE.township);
		expect((await tablet.signInWithPin(stranger)).problem?.code).toBe('pinUnavailable');
		expect((await new Tablet(server).signInWithPin(first)).problem?.code).toBe('deviceNotEnrolled');
	});

	test('locks after five wrong PINs, for that account and on that device, until the password opens it', async () => {
		const [{ tablet }, { tablet: other }] = [await enrolled(), await enrolled()];
		const [person, colleague] = [await worksOn(tablet), await worksOn(tablet)];
		await other.signIn(person);
		const wrong = [];
		for (let tries = 0; tries < 6; tries++) wrong.push((await tablet.signInWithPin(person, '805274')).problem);
		expect(wrong.map((of) => [of?.code, of?.params?.['remaining']])).toEqual([
			...[4, 3, 2, 1].map((remaining) => ['wrongPin', remaining]),
			['pinLocked', undefined],
			['pinLocked', undefined]
		]);
		expect((await tablet.signInWithPin(person)).problem?.code).toBe('pinLocked');
		expect((await tablet.signInWithPin(colleague)).status).toBe(200);
		expect((await other.signInWithPin(person)).status).toBe(200);
		await tablet.signIn(person);
		expect((await tablet.signInWithPin(person)).status).toBe(200);
		// A right one forgets the wrong ones before it.
		await tablet.signInWithPin(person, '805274');
		await tablet.signInWithPin(person);
		expect((await tablet.signInWithPin(person, '805274')).problem?.params).toEqual({ remaining: 4 });
	});

	test('many wrong PINs at once count like many in a row', async () => {
		const { tablet } = await enrolled();
		const person = await worksOn(tablet);
		const answers = await Promise.all(Array.from({ length: 12 }, () => tablet.signInWithPin(person, '805274')));
		const codes = answers.map(({ problem }) => problem?.code).sort();
		expect(codes).toEqual([...Array<string>(8).fill('pinLocked'), ...Array<string>(4).fill('wrongPin')]);
	});
});

describe('a PIN', () => {
	test('is set with the password, by those who work on shared devices, and is not an obvious one', async () => {
		const { tablet } = await enrolled();
		const officer = await insertPerson(server, 'DESK', COUNTY);
		await tablet.signIn(officer);
		const set = (password: string, pin: string) => tablet.call('mutation', 'session.setPin', { password, pin });
		expect((await set(PASSWORD, PIN)).problem?.code).toBe('forbidden');
		await tablet.signIn(await insertPerson(server, 'INFORMANT', HERE.village));
		expect((await set('wrong', PIN)).problem?.code).toBe('wrongCredentials');
		expect((await set(PASSWORD, '123456')).problem?.code).toBe('weakPin');
		expect((await set(PASSWORD, PIN)).status).toBe(200);
		expect(await tablet.ask('query', 'session.get')).toMatchObject({ hasPin: true });
		const kept = await server.app.db.pool.query<{ all: string }>(
			`SELECT string_agg(t::text, ' ') AS all FROM (SELECT * FROM account_pin) t`
		);
		expect(kept.rows[0]!.all).toContain('argon2id');
	});

	test('goes with a reset of the password, and does not open a disabled account', async () => {
		const { tablet } = await enrolled();
		const [reset, disabled] = [await worksOn(tablet), await worksOn(tablet)];
		const admin = await server.signIn('ADMIN', COUNTY);
		await server.call(admin, 'mutation', 'accounts.resetPassword', command({ accountId: reset.id }));
		await server.call(admin, 'mutation', 'accounts.disable', command({ accountId: disabled.id, reason: '离岗' }));
		expect((await tablet.signInWithPin(reset)).problem?.code).toBe('pinUnavailable');
		expect((await tablet.signInWithPin(disabled)).problem?.code).toBe('pinUnavailable');
		expect(await tablet.ask('query', 'devices.here')).toMatchObject({
			staff: [{ accountId: reset.id, hasPin: false }]
		});
	});
});

describe('a lost device', () => {
	test('is revoked: its sessions and sockets end, and nothing opens it but a new code', async () => {
		const { tablet, point, shelterId } = await enrolled();
		const person = await worksOn(tablet);
		const cookie = [...tablet.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const listening = await server.listen({ ...desk, cookie });
		const revoked = await byDesk<{ sessionsEnded: number }>('devices.revoke', {
			deviceId: tablet.deviceId,
			reason: '遗失'
		});
		expect(revoked.data).toEqual({ deviceId: tablet.deviceId, sessionsEnded: 1 });
		await vi.waitFor(() => expect(listening.socket.connected).toBe(false));
		expect(await tablet.who()).toBeNull();
		expect(await tablet.ask('query', 'devices.here')).toEqual({ isRevoked: true, device: null, staff: [] });
		expect((await tablet.signInWithPin(person)).problem?.code).toBe('deviceRevoked');
		expect((await tablet.signIn(person)).problem?.code).toBe('deviceRevoked');
		const disguised = new Tablet(server);
		disguised.cookies.set('anlan_device', tablet.cookies.get('anlan_device')!);
		expect((await disguised.signIn(person)).problem?.code).toBe('deviceRevoked');
		expect(await listed(tablet.deviceId)).toMatchObject({
			revokedReason: '遗失',
			revokedAt: expect.any(String) as string
		});
		const again = await byDesk('devices.revoke', { deviceId: tablet.deviceId, reason: '遗失' });
		expect(again.problem?.code).toBe('deviceRevoked');

		await tablet.ask('mutation', 'devices.enrol', { code: (await invite(shelterId, '三号平板')).code });
		expect((await tablet.signInWithPin(person)).problem?.code).toBe('pinUnavailable');
		expect((await tablet.signIn(person)).status).toBe(200);
		const queue = new AQueue(tablet.deviceId);
		expect((await tablet.call('mutation', 'sync.push', queue.sending([queue.count(point.id, 3)]))).status).toBe(200);
		expect(await listed(tablet.deviceId)).toMatchObject({ name: '三号平板', revokedAt: null });
	});

	test('that was revoked elsewhere can still be told from its page: its requests say so', async () => {
		const { tablet } = await enrolled();
		await worksOn(tablet);
		const queue = new AQueue(tablet.deviceId);
		await byDesk('devices.revoke', { deviceId: tablet.deviceId, reason: '遗失' });
		expect((await tablet.call('mutation', 'sync.push', queue.sending([]))).problem?.code).toBe('unauthenticated');
		expect((await server.call(await server.signIn('COORDINATOR', HERE.township), 'query', 'session.get')).status).toBe(
			200
		);
	});
});

describe('the list', () => {
	test('shows what waits on a device and what never arrived, until somebody explains it', async () => {
		const { tablet, point } = await enrolled();
		const person = await worksOn(tablet);
		const queue = new AQueue(tablet.deviceId);
		const [one, , three] = [1, 2, 3].map((people) => queue.count(point.id, people));
		queue.assigned = 5;
		await tablet.ask('mutation', 'sync.push', queue.sending([one!, three!], { refused: 1 }));
		const device = (await listed(tablet.deviceId))!;
		expect(device).toMatchObject({ name: '一号平板', isEnrolled: true, areaCode: HERE.village });
		expect(device.queues).toMatchObject([
			{ accountName: person.displayName, queued: 2, refused: 1, gaps: [{ from: 2, to: 2, explainedAt: null }] }
		]);
		expect(Date.parse(device.lastContactAt!)).toBeGreaterThan(Date.now() - 60_000);
		const explanation = { queueId: queue.queueId, from: 2, reason: '平板进水，重新登记过' };
		expect((await byDesk('devices.explainGap', explanation)).status).toBe(200);
		expect((await byDesk('devices.explainGap', explanation)).problem?.code).toBe('alreadySettled');
		expect((await listed(tablet.deviceId))!.queues[0]!.gaps).toMatchObject([{ explanation: '平板进水，重新登记过' }]);
		// Its storage is gone: what was given out and never sent is missing, and nothing waits there any more.
		const next = new AQueue(tablet.deviceId);
		await tablet.ask('mutation', 'sync.push', next.sending([]));
		const after = (await listed(tablet.deviceId))!.queues.find(({ queueId }) => queueId === queue.queueId);
		expect(after).toMatchObject({ queued: 0, refused: 0, gaps: [{ from: 2 }, { from: 4, to: 5, explainedAt: null }] });
	});

	test('has devices that nobody enrolled only where something of them is missing or waits', async () => {
		const phone = new Tablet(server);
		const informant = await insertPerson(server, 'INFORMANT', HERE.village);
		await phone.signIn(informant);
		const queue = new AQueue(phone.deviceId);
		await phone.ask('mutation', 'sync.push', queue.sending([]));
		expect(await listed(phone.deviceId)).toBeUndefined();
		queue.assigned = 4;
		await phone.ask('mutation', 'sync.push', queue.sending([]));
		expect(await listed(phone.deviceId)).toMatchObject({
			isEnrolled: false,
			areaCode: HERE.village,
			queues: [{ queued: 4 }]
		});
		expect(await listed(phone.deviceId, await server.signIn('TOWNSHIP', THERE.township))).toBeUndefined();
	});

	test('names and shelters are changed on the present version only', async () => {
		const { tablet } = await enrolled();
		const { deviceId } = tablet;
		const { version } = (await listed(deviceId))!;
		const renamed = await byDesk<{ device: { version: number } }>('devices.rename', {
			deviceId,
			version,
			name: '东门平板'
		});
		expect(renamed.data).toMatchObject({ device: { name: '东门平板', version: version + 1 } });
		const other = await world.shelter(THERE);
		const stale = { deviceId, version, shelterId: other.id };
		expect((await byDesk('devices.rebind', stale)).problem?.code).toBe('versionConflict');
		await byDesk('devices.rebind', { ...stale, version: version + 1 });
		expect(await listed(deviceId)).toMatchObject({
			name: '东门平板',
			shelterName: other.name,
			areaCode: THERE.village
		});
		expect(await listed(deviceId, await server.signIn('TOWNSHIP', HERE.township))).toBeUndefined();
	});
});

test('nothing unforeseen happened', () => expect(server.errors).toEqual([]));
