import { z } from 'zod';
import { CorrectCountInput, SubmitCountInput } from '../counts/commands.ts';
import { RegisterHouseholdInput } from '../people/person.ts';
import { SetPhotoInput } from '../people/photo.ts';
import { TickInput } from '../relocation/relocation.ts';
import { FileReportInput } from '../reports/report.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { Id, Moment } from '../shared/fields.ts';
import { CheckInInput, CheckOutInput, TransferInInput, TransferOutInput } from '../stays/commands.ts';
import { ServeMealInput } from '../stays/meals.ts';
import { RollCallInput } from '../stays/roll-call.ts';

/**
 * What may be done without a network, and the schema of each command. The command that travels is the payload with the
 * operation id, the device time and the time of sending put back (see `commandOf`).
 */
export const OPERATION_SCHEMAS = {
	'count.submit': SubmitCountInput,
	'count.correct': CorrectCountInput,
	'household.register': RegisterHouseholdInput,
	'person.setPhoto': SetPhotoInput,
	'relocation.tick': TickInput,
	'report.file': FileReportInput,
	'stay.checkIn': CheckInInput,
	'stay.checkOut': CheckOutInput,
	'stay.transferOut': TransferOutInput,
	'stay.transferIn': TransferInInput,
	'stay.rollCall': RollCallInput,
	'stay.serveMeal': ServeMealInput
} as const satisfies Record<string, z.ZodType>;

/** An operation that its owner gave up before it was sent keeps its place in the sequence as `withdrawn`. */
export const WITHDRAWN = 'withdrawn';

export type SendableKind = keyof typeof OPERATION_SCHEMAS;
export type OperationKind = SendableKind | typeof WITHDRAWN;
export const OPERATION_KINDS = [...(Object.keys(OPERATION_SCHEMAS) as SendableKind[]), WITHDRAWN] as const;

/** What a screen gives for an operation: its command without what the outbox adds. */
export type PayloadOf<K extends SendableKind> = Omit<
	z.input<(typeof OPERATION_SCHEMAS)[K]>,
	'operationId' | 'deviceTime' | 'sentAt'
>;

/** The form of payloads and envelopes that this version makes; older ones that waited on a device are raised to it. */
export const SCHEMA_VERSION = 1;

/** One thing done on a device, as it is kept there and as it travels. */
export const Envelope = z.object({
	operationId: Id,
	/** Place in the queue: 1, 2, 3 … without a gap. */
	sequence: z.int().min(1).max(1_000_000_000),
	kind: z.enum(OPERATION_KINDS),
	schemaVersion: z.int().min(1).max(1_000),
	/** The version of what it is about that the person had before her eyes; null where it was not known. */
	baseVersion: z.int().min(0).nullable(),
	/** What the device's clock said when it was done. */
	deviceTime: Moment,
	payload: z.record(z.string().max(60), z.unknown()),
	/** SHA-256, base64url, of `contentOf`: what arrives is what was done. */
	payloadHash: z.string().length(43)
});
export type Envelope = z.infer<typeof Envelope>;

/** What the hash of an operation covers. */
export function contentOf(
	queue: { queueId: string; deviceId: string },
	envelope: Omit<Envelope, 'payloadHash'>
): string {
	const { operationId, sequence, kind, schemaVersion, baseVersion, deviceTime, payload } = envelope;
	const { queueId, deviceId } = queue;
	return canonicalJson({
		queueId,
		deviceId,
		operationId,
		sequence,
		kind,
		schemaVersion,
		baseVersion,
		deviceTime,
		payload
	});
}

/** The command of an operation as its procedure takes it; `sentAt` lets the server allow for a wrong clock. */
export function commandOf(
	{ operationId, deviceTime, payload }: Pick<Envelope, 'operationId' | 'deviceTime' | 'payload'>,
	sentAt: string
): Record<string, unknown> {
	return { ...payload, operationId, deviceTime, sentAt };
}
