import { expect, test } from 'vitest';
import { changeDevice } from '#domain/devices/change-device.ts';

const device = { id: 'd', name: '一号', shelterId: 's', areaCode: '430426104201', revokedAt: null, version: 3 };

test('a device gets its next version; not on an old one, not for nothing, not when it is revoked', () => {
	expect(changeDevice(device, 3, { name: '二号' })).toEqual({
		ok: true,
		value: { ...device, name: '二号', version: 4 }
	});
	const moved = { shelterId: 't', areaCode: '430426105201' };
	expect(changeDevice(device, 3, moved)).toEqual({ ok: true, value: { ...device, ...moved, version: 4 } });
	const refusals = [
		changeDevice(device, 2, { name: '二号' }),
		changeDevice(device, 3, { name: '一号' }),
		changeDevice({ ...device, revokedAt: '2026-01-12T00:00:00.000Z' }, 3, { name: '二号' })
	];
	expect(refusals.map((of) => !of.ok && of.problem.code)).toEqual([
		'versionConflict',
		'nothingToChange',
		'deviceRevoked'
	]);
});
