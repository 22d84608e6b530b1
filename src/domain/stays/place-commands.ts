import { z } from 'zod';
import { Command, Id, line, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';

/** Showing the full names of all who are at a place, to call them aloud; once, with a reason. */
export const CallNamesInput = Command.extend({ pointId: Id, reason: Reason });

/** The names of a place, in full. They live in the memory of the page that asked, and nowhere else. */
export interface CalledNames {
	pointId: string;
	names: { personId: string; name: string }[];
}

/** Whether a place gives its numbers from the people it has by name. */
export const KeepNamesInput = Command.extend({
	pointId: Id,
	keepsNames: z.boolean(),
	reason: line(500).default('')
});
export type KeepNamesInput = z.infer<typeof KeepNamesInput>;

/**
 * Whether a place may begin to give its numbers from its names, or stop to. While heads and names differ, beginning
 * needs a reason: the figure of the place changes with it.
 *
 * @param difference heads counted less people named; null while nothing was counted
 * @returns `nothingToChange`, `namesDiffer`, or nothing to object
 */
export function decideKeepNames(
	state: { keepsNames: boolean; difference: number | null },
	{ keepsNames, reason }: Pick<KeepNamesInput, 'keepsNames' | 'reason'>
): Result<null> {
	if (state.keepsNames === keepsNames) return refuse(problem('nothingToChange'));
	const { difference } = state;
	if (keepsNames && reason === '' && difference !== null && difference !== 0)
		return refuse(problem('namesDiffer', { difference: Math.abs(difference) }));
	return ok(null);
}

/** The open conflicts of an account's area, oldest first; `after` is the one to go on after. */
export const ListConflictsInput = z.object({ limit: z.int().min(1).max(200).default(100), after: Id.optional() });

/** Finding a family at the door of a place by the whole number of a document. */
export const FindFamilyInput = z.object({ pointId: Id, number: line(40).min(1) });
