import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import type { CountPointView } from '../counts/count-point.ts';
import { Id, line } from '../shared/fields.ts';
import { ShelterKind, ShelterService, type ShelterView } from './shelter.ts';

/** Whether a shelter of the registry is open for an event, ready, or retired. */
export const ShelterState = z.enum(['inUse', 'open', 'notOpen', 'retired', 'all']);
export type ShelterState = z.infer<typeof ShelterState>;

/** Where a page of the registry goes on: the last shelter of the page before. */
export const ShelterCursor = z.object({ townshipCode: AreaCode, name: line(320), id: Id });
export type ShelterCursor = z.infer<typeof ShelterCursor>;

/** What to look for in the registry; all that is given must fit. */
export const FindSheltersInput = z.object({
	/** Part of the name or the address. */
	text: line(80).default(''),
	kinds: z.array(ShelterKind).max(20).default([]),
	areaCode: AreaCode.optional(),
	/** Services it must have, all of them. */
	services: z.array(ShelterService).max(20).default([]),
	/** `inUse`: all that are not retired. */
	state: ShelterState.default('inUse'),
	/** Only those that this event opened, be they open or closed again. */
	eventId: Id.optional(),
	after: ShelterCursor.optional(),
	limit: z.int().min(1).max(200).default(50)
});
export type FindSheltersInput = z.infer<typeof FindSheltersInput>;

/** A shelter in a list, with its open activation, or with that for the event asked for. */
export interface ShelterListItem {
	shelter: ShelterView;
	point: CountPointView | null;
}

/** An activation of a shelter, past or present, with what only its own page shows. */
export interface Activation {
	point: CountPointView;
	eventName: string;
	conditionReason: string;
}
