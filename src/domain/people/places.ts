import { z } from 'zod';
import { Id } from '../shared/fields.ts';

/** Of whom a list wants to show where they are. */
export const FindPlacesInput = z.object({ personIds: z.array(Id).max(100) });

/** Where somebody is now. */
export interface PlaceOfPerson {
	pointId: string;
	name: string;
	since: string;
}
