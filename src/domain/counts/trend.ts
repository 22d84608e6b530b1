import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import { Id } from '../shared/fields.ts';

/** How the people counted have changed: of one event, or of all that are open. */
export const TrendInput = z.object({
	eventId: Id.nullable().default(null),
	/** Narrows to an area within the account's own. */
	areaCode: AreaCode.optional(),
	/** How many hours back, at most 31 days. */
	hours: z
		.int()
		.min(1)
		.max(31 * 24)
		.default(24)
});
export type TrendInput = z.infer<typeof TrendInput>;

/** People at one moment. */
export interface TrendMoment {
	/** ISO UTC. */
	at: string;
	sheltered: number;
	dispersed: number;
}
