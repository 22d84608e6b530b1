import { z } from 'zod';
import { Command, Id, Moment, Reason } from '../shared/fields.ts';
import { AgeBands, Needs } from './count-point.ts';

const Count = Command.extend({
	pointId: Id,
	/** People counted. */
	people: z.int().min(0).max(1_000_000),
	ageBands: AgeBands.optional(),
	needs: Needs.optional(),
	/** What the device's clock said when the count was made. */
	deviceTime: Moment,
	/** What the device's clock says at this sending; lets the server allow for a wrong clock. Not part of the count. */
	sentAt: Moment.optional(),
	/** The observation the reporter had before her eyes, for the record. */
	basisObservationId: Id.nullish()
});

/** A head-count of a shelter, or of a village's dispersed people. */
export const SubmitCountInput = Count;
export type SubmitCountInput = z.infer<typeof SubmitCountInput>;

/** A new observation that says the figure before it was wrong, and why. */
export const CorrectCountInput = Count.extend({ reason: Reason });
export type CorrectCountInput = z.infer<typeof CorrectCountInput>;

/** The desk's word on observations that differ. */
export const SettleCountInput = Command.extend({
	pointId: Id,
	people: z.int().min(0).max(1_000_000),
	reason: Reason,
	deviceTime: Moment,
	/** The observations that were shown side by side; a newer one since is a version conflict. */
	disputeIds: z.array(Id).min(1).max(32)
});
export type SettleCountInput = z.infer<typeof SettleCountInput>;

/** One observation as shown in a history. The reporter is named only to those who may read it. */
export interface ObservationView {
	id: string;
	kind: 'count' | 'correction' | 'settlement';
	people: number;
	ageBands: AgeBands | null;
	needs: Needs | null;
	reason: string;
	deviceTime: string;
	observedAt: string;
	receivedAt: string;
	accountName: string;
	deviceId: string | null;
}
