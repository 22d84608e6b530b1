import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#server/new-id.ts';
import { runServer, type RunningServer } from '../../running-server.ts';

let server: RunningServer;
beforeAll(async () => {
	server = await runServer();
});
afterAll(() => server.stop());

test('what an account keeps on a device has a key of its own, which only its owner is given, there', async () => {
	const keyOf = async (cookie: string, deviceId?: string) => {
		const headers = { cookie, ...(deviceId ? { 'x-anlan-device': deviceId } : {}) };
		const response = await fetch(`${server.url}/trpc/session.get`, { headers });
		const body = (await response.json()) as { result: { data: { offlineKey: string | null } } };
		return body.result.data.offlineKey;
	};
	const [one, two] = [await server.signIn('COORDINATOR', '430426104'), await server.signIn('INFORMANT', '430426104')];
	const [here, there] = [newId(), newId()];
	const key = await keyOf(one.cookie, here);
	expect(Buffer.from(key!, 'base64')).toHaveLength(32);
	expect(await keyOf(one.cookie, here)).toBe(key);
	const others = [await keyOf(one.cookie, there), await keyOf(two.cookie, here)];
	expect(new Set([key, ...others]).size).toBe(3);
	expect(await keyOf(one.cookie)).toBeNull();
	const device = { name: '平板', shelterId: newId(), areaCode: '430426104201', enrolledBy: newId() };
	const times = { enrolledAt: new Date(), revokedAt: new Date() };
	await server.app.db.prisma.device.create({
		data: { id: here, ...device, ...times, tokenHash: Buffer.from(newId()) }
	});
	expect(await keyOf(one.cookie, here)).toBeNull();
	expect(await keyOf(one.cookie, there)).toBe(others[0]);
});
