import { z } from 'zod';
import { RegisterHouseholdInput } from '../people/person.ts';
import { Command, Id, Moment, Reason } from '../shared/fields.ts';

/** Where people go who leave a shelter (practice: 回家, 投亲靠友, 转院, 其他; 转点 is a transfer). */
export const DESTINATIONS = ['home', 'relatives', 'hospital', 'other'] as const;
/** `mistake`: they never were there; such a stay counts for nothing. */
export type Destination = (typeof DESTINATIONS)[number] | 'transfer' | 'mistake';

/** Names of the destinations. */
export const DESTINATION_NAMES: Record<Destination, { zh: string; en: string }> = {
	home: { zh: '回家', en: 'Home' },
	relatives: { zh: '投亲靠友', en: 'Relatives or friends' },
	hospital: { zh: '转院', en: 'Hospital' },
	transfer: { zh: '转点', en: 'Another shelter' },
	other: { zh: '其他', en: 'Elsewhere' },
	mistake: { zh: '登记错误', en: 'Entered by mistake' }
};

const Movement = Command.extend({
	pointId: Id,
	/** Usually a family. */
	personIds: z.array(Id).min(1).max(40),
	/** What the device's clock said when it happened. */
	deviceTime: Moment,
	/** What the device's clock says at this sending; lets the server allow for a wrong clock. Not part of the content. */
	sentAt: Moment.optional()
});

/**
 * People arrive at a place: registered ones by id, and in the same act a household that is not registered yet, or not
 * known to the device to be (those of its members whose document the county knows are taken for who they are).
 */
export const CheckInInput = Movement.extend({
	personIds: z.array(Id).max(40).default([]),
	household: RegisterHouseholdInput.omit({ operationId: true }).optional()
}).refine(({ personIds, household }) => personIds.length > 0 || household !== undefined, { path: ['personIds'] });
export type CheckInInput = z.infer<typeof CheckInInput>;

/** People leave a place, or were checked in by mistake. */
export const CheckOutInput = Movement.extend({ destination: z.enum([...DESTINATIONS, 'mistake']) });

/** People set out for another shelter. */
export const TransferOutInput = Movement.extend({ toPointId: Id });

/** People who were sent from another shelter arrive. */
export const TransferInInput = Movement;

/** A person's word on two places that say they have the same person. */
export const SettleConflictInput = Command.extend({
	conflictId: Id,
	/** `stay`: the place that had the person first is right; `claim`: the other. */
	verdict: z.enum(['stay', 'claim']),
	reason: Reason
});

/** Who is at a place, who is on the way to it, and what is in conflict. */
export const ListStaysInput = z.object({
	pointId: Id,
	limit: z.int().min(1).max(500).default(200),
	/** The stay the page before ended with. */
	after: Id.optional()
});

/** What became of one person of a command. */
export interface MovementResult {
	/** The person as the county knows them. */
	personId: string;
	/** The id under which the device had registered a person whom the county knew already. */
	givenId?: string;
	/** The county knows them by another name than the one that was given: somebody should look. */
	isNameDifferent?: true;
	/**
	 * `in`, `out`, `sent`: it took effect. `alreadyIn`: the person was there already. `late`: it tells of a time before
	 * what is known, and is kept as history. `conflict`: another place has the person too; both are kept.
	 */
	outcome: 'in' | 'out' | 'sent' | 'alreadyIn' | 'late' | 'conflict';
}

/** How many people a place has by name; `version` grows with each movement. All that is broadcast of stays. */
export interface RosterState {
	pointId: string;
	areaCode: string;
	named: number;
	version: number;
}
