import { covers } from '#domain/access/can.ts';
import { decideThresholdChange, type ChangeThresholdsInput } from '#domain/advice/change-thresholds.ts';
import type { Change } from '#domain/changes/change.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { accept, execute, type CommandContext, type Executor } from '../commands/execute.ts';
import { findOpenEvents } from '../repositories/events.ts';
import { findThresholds, insertThresholds } from '../repositories/thresholds.ts';
import { noteThresholds } from './note-thresholds.ts';

/**
 * Puts a new version of the county's thresholds in force. What is reached or left by it in open events is noted in the
 * same transaction.
 *
 * @throws ProblemError `forbidden` when the actor's area is not the whole county, `versionConflict`,
 * `invalidThresholds`, `nothingToChange`
 */
export async function changeThresholds(host: Executor, context: CommandContext, input: ChangeThresholdsInput) {
	const { countyCode } = host;
	if (!covers(context.actor, { areas: [countyCode] })) throw new ProblemError('forbidden');
	return execute(host, context, 'threshold.change', input, async (tx) => {
		const before = await findThresholds(tx);
		if (before.version !== input.version) throw new ProblemError('versionConflict', { version: before.version });
		const set = accept(decideThresholdChange(before.set, input.set));
		const version = before.version + 1;
		await insertThresholds(tx, { version, set, reason: input.reason }, context);
		const changes: Change[] = [];
		for (const event of await findOpenEvents(tx))
			changes.push(...(await noteThresholds(tx, event, countyCode, context.now)));
		return {
			answer: { version },
			changes,
			audit: [
				{
					verb: 'threshold.change',
					subjectType: 'thresholdSet',
					subjectId: countyCode,
					areaCode: countyCode,
					before: { ...before.set, version: before.version },
					after: { ...set, version },
					reason: input.reason
				}
			]
		};
	});
}
