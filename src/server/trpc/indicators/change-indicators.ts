import { covers } from '#domain/access/can.ts';
import type { Change } from '#domain/changes/change.ts';
import type { Catalogue } from '#domain/reports/catalogue.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute, type CommandContext, type Executor } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { findCatalogue, lockIndicators } from '../../repositories/local-indicators.ts';

type IndicatorChange = Extract<Change, { indicator: unknown }>;

/**
 * Changes the county's own indicators, one change at a time, with its reason.
 *
 * @throws ProblemError `forbidden` when the actor's area is not the whole county, and whatever the work refuses
 */
export function changeIndicators<C extends { operationId: string; reason: string }>(
	host: Executor,
	context: CommandContext,
	verb: 'indicator.add' | 'indicator.end',
	command: C,
	work: (tx: Tx, catalogue: Catalogue) => Promise<IndicatorChange>
) {
	const { countyCode } = host;
	if (!covers(context.actor, { areas: [countyCode] })) throw new ProblemError('forbidden');
	return execute(host, context, verb, command, async (tx) => {
		await lockIndicators(tx);
		const catalogue = await findCatalogue(tx);
		const change = await work(tx, catalogue);
		const { key, version } = change.indicator;
		const before = catalogue.local.find((one) => one.key === key);
		return {
			answer: { key, version },
			changes: [change],
			audit: [
				{
					...{ verb, subjectType: 'indicator' as const, subjectId: key, areaCode: countyCode },
					...(before ? { before: { ...before, name: before.zh } } : {}),
					after: { ...change.indicator, name: change.indicator.zh },
					reason: command.reason
				}
			]
		};
	});
}
