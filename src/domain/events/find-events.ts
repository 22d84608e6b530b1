import { z } from 'zod';
import { Id } from '../shared/fields.ts';
import type { EventView } from './event.ts';

/** Which events to list. */
export const FindEventsInput = z.object({
	state: z.enum(['open', 'closed', 'all']).default('open'),
	/** The last event of the page before. */
	after: Id.optional(),
	limit: z.int().min(1).max(200).default(50)
});
export type FindEventsInput = z.infer<typeof FindEventsInput>;

/** An event in a list, with its figures in the reader's area; null for a reader below the township. */
export interface EventListItem {
	event: EventView;
	totals: { sheltersOpen: number; sheltered: number; dispersed: number; capacity: number } | null;
}
