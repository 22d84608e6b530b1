import type { Actor, Verb } from '#domain/access/can.ts';
import { deviceSubject, type DeviceState } from '#domain/devices/device.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered, type AuditRecord } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { lockDevice } from '../../repositories/devices.ts';

/** A device in the actor's area, locked; `notFound` otherwise. */
export async function deviceToChange(tx: Tx, actor: Actor, deviceId: string): Promise<DeviceState> {
	const device = await lockDevice(tx, deviceId);
	requireCovered(actor, device && deviceSubject(device));
	if (!device) throw new ProblemError('notFound');
	return device;
}

/** The audit entry of a change to a device. */
export function deviceAudit(verb: Verb, before: DeviceState, after: DeviceState): AuditRecord {
	return { verb, subjectType: 'device', subjectId: after.id, areaCode: after.areaCode, before, after };
}
