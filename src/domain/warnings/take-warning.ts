import { z } from 'zod';
import { Command, Id, line } from '../shared/fields.ts';

/** A CAP file may hold 2 MB. */
export const CAP_BYTES = 2 * 1024 * 1024;

/** Taking in a CAP 1.2 file, its bytes as base64. */
export const TakeWarningInput = Command.extend({
	fileName: line(200).min(1),
	content: z
		.string()
		.max(Math.ceil(CAP_BYTES / 3) * 4)
		.regex(/^[A-Za-z0-9+/]*={0,2}$/)
});
export type TakeWarningInput = z.infer<typeof TakeWarningInput>;

export const GetWarningInput = z.object({ warningId: Id });

/** What taking in a file did: which message it is, and whether it was here already. */
export interface TakenWarning {
	warningId: string;
	isNew: boolean;
}
