import { z } from 'zod';
import type { CountPointKind } from '../counts/count-point.ts';
import type { MaskedPerson } from '../people/mask-person.ts';
import { PersonName } from '../people/person.ts';
import type { Group } from '../rosters/groups.ts';
import { Command, Id, line, Moment, Reason } from '../shared/fields.ts';
import { Phone } from '../shelters/contact.ts';
import type { RelocationProgress } from './progress.ts';
import { needsReason, RELOCATION_STATES, type RelocationDestination } from './relocation-state.ts';
import type { StandingTick } from './take-tick.ts';

/** Households that one command assigns. */
const MOST_ASSIGNED = 200;

/** A village, or a township for those whose village is not known. */
const ListCode = z.string().regex(/^[1-9]\d{8}(\d{3})?$/);

/** The villages of an event with their progress. */
export const FindVillagesInput = z.object({ eventId: Id });

/** The list of a village for an event. */
export const GetListInput = z.object({ eventId: Id, areaCode: ListCode });

/** Puts the registered households of a village, or of each village of a township, on its list. */
export const MakeListInput = Command.extend({ eventId: Id, areaCode: ListCode });
export type MakeListInput = z.infer<typeof MakeListInput>;

/** Who helps a household (包保责任人). */
export const Helper = z.object({ name: PersonName, phone: Phone });
export type Helper = z.infer<typeof Helper>;

/** Where a household is to go. */
const Destination = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('shelter'), toPointId: Id }),
	z.object({ kind: z.literal('relatives') })
]);

/** Gives households a helper and a destination; what is left out stays as it is, `null` takes it away. */
export const AssignInput = Command.extend({
	items: z
		.array(z.object({ relocationId: Id, version: z.int().min(1) }))
		.min(1)
		.max(MOST_ASSIGNED),
	helper: Helper.nullable().optional(),
	destination: Destination.nullable().optional()
}).refine(({ helper, destination }) => helper !== undefined || destination !== undefined, { path: ['helper'] });
export type AssignInput = z.infer<typeof AssignInput>;

/** A helper's word on a household. */
export const TickInput = Command.extend({
	relocationId: Id,
	state: z.enum(RELOCATION_STATES),
	reason: line(200).default(''),
	/** The standing words that whoever ticks has before their eyes. */
	seenIds: z.array(Id).max(20).default([]),
	/** What the device's clock said. */
	deviceTime: Moment,
	/** What the device's clock says at this sending. Not part of the content. */
	sentAt: Moment.optional()
}).refine(({ state, reason }) => !needsReason(state) || reason !== '', { path: ['reason'] });
export type TickInput = z.infer<typeof TickInput>;

/** Strikes a household off its list, or puts it back, and why. */
export const StrikeInput = Command.extend({ relocationId: Id, version: z.int().min(1), reason: Reason });
export type StrikeInput = z.infer<typeof StrikeInput>;

/** What is answered to a tick. */
export interface TickAnswer {
	relocationId: string;
	tickId: string;
	/** Somebody else says otherwise: both words stand. */
	isDisputed: boolean;
}

/** Showing the people of a list in full, with the reason that the trail keeps. */
export const ShowNamesInput = Command.extend({ eventId: Id, areaCode: ListCode, reason: Reason });

/** That a village's list changed; what is in it is asked for when it is looked at. */
export interface RelocationChange {
	eventId: string;
	areaCode: string;
	version: number;
}

/** A person of a list in full: whom a helper looks for, and where. */
export interface FullName {
	personId: string;
	name: string;
	phone: string;
	address: string;
}

/** A village and how far it is; `null` progress where no list was made yet. */
export interface VillageProgress {
	areaCode: string;
	progress: RelocationProgress | null;
	/** Registered households that are not on the list. */
	unlisted: number;
	lastTickAt: string | null;
}

/** A word as a list shows it. */
export interface TickView extends StandingTick {
	accountName: string;
	reason: string;
}

/** Somebody of a household, masked. */
export interface ListMember extends MaskedPerson {
	groups: Group[];
	/** Which place has them in or is to get them; null while they are at home as far as is known. */
	place: { kind: CountPointKind; name: string } | null;
}

/** That a household was struck off a list, or put back on it. */
export interface StrikeView {
	id: string;
	/** False when it was put back. */
	isStruck: boolean;
	reason: string;
	accountName: string;
	at: string;
}

/** A household of a list. */
export interface ListHousehold {
	id: string;
	householdId: string;
	members: ListMember[];
	helper: Helper | null;
	destination: { kind: RelocationDestination; toPointId: string | null; name: string } | null;
	/** The words that stand, the latest observed first; more than one is a dispute. */
	standing: TickView[];
	/** How it was struck off and put back, the latest first. */
	strikes: StrikeView[];
	version: number;
}

/** The list of a village, the most vulnerable first. */
export interface RelocationListView {
	eventId: string;
	areaCode: string;
	madeAt: string;
	madeByName: string;
	households: ListHousehold[];
	/** Households struck off, in the same order; they count nowhere. */
	struck: ListHousehold[];
	unlisted: number;
	/** Lines of the rosters of this village that are nobody's who is registered. */
	unmatched: number;
	/** Open shelters of the event. */
	destinations: { pointId: string; name: string; township: string }[];
	/** The county's time of this answer. */
	at: string;
}
