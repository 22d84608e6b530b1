import { z } from 'zod';
import type { Subject } from '../access/can.ts';
import { Command, Id, line, Reason } from '../shared/fields.ts';

/** What a device is called: usually what is written on its back. */
export const DeviceName = line(40).min(1);

/** Asks for a code with which a device is bound to a shelter. */
export const InviteDeviceInput = Command.extend({ shelterId: Id, deviceName: DeviceName });

/** A device binds itself with the code. */
export const EnrolDeviceInput = z.object({ code: line(40).min(1) });

const ChangeDevice = Command.extend({ deviceId: Id, version: z.int().min(1) });

/** Gives a device another name. */
export const RenameDeviceInput = ChangeDevice.extend({ name: DeviceName });

/** Binds a device to another shelter. */
export const RebindDeviceInput = ChangeDevice.extend({ shelterId: Id });

/** Takes a device out of use at once: lost, stolen, given back. */
export const RevokeDeviceInput = Command.extend({ deviceId: Id, reason: Reason });

/** Says why operations of a queue never arrived. */
export const ExplainGapInput = Command.extend({ queueId: Id, from: z.int().min(1).max(1_000_000_000), reason: Reason });

/** A device as what it is bound by, for a decision. */
export interface DeviceState {
	id: string;
	name: string;
	shelterId: string;
	areaCode: string;
	revokedAt: string | null;
	version: number;
}

/** Operations that never arrived, and what somebody found out of them. */
export interface GapView {
	queueId: string;
	from: number;
	to: number;
	noticedAt: string;
	explainedAt: string | null;
	explainedByName: string | null;
	explanation: string;
}

/** What waits on a device of one account, as the county heard last. */
export interface QueueView {
	queueId: string;
	accountName: string;
	/** Given out and not arrived. */
	queued: number;
	/** Refused, and waiting there to be mended. */
	refused: number;
	lastSeenAt: string;
	gaps: GapView[];
}

/** A device as the desk sees it. One that was never enrolled is listed where something of it is missing or waits. */
export interface DeviceView {
	id: string;
	isEnrolled: boolean;
	name: string;
	shelterId: string | null;
	shelterName: string;
	areaCode: string;
	lastContactAt: string | null;
	enrolledAt: string | null;
	revokedAt: string | null;
	revokedReason: string;
	version: number;
	queues: QueueView[];
}

/** Where a device lies, for deciding who sees it. */
export function deviceSubject({ areaCode }: Pick<DeviceState, 'areaCode'>): Subject {
	return { areas: [areaCode] };
}
