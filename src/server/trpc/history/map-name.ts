import { MapNameInput } from '#domain/history/import-indicators.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { allDivisions } from '../../areas/all-divisions.ts';
import { tidyName } from '../../areas/short-names.ts';
import { execute, requireCovered } from '../../commands/execute.ts';
import { nameKey } from '../../importers/indicators/match-areas.ts';
import { rememberName, type SaidName } from '../../repositories/history-imports.ts';
import { procedure } from '../trpc.ts';

/** Says what a name of the statistics stands for: remembered for later files, and given to the rows loaded already. */
export const mapName = procedure('history.mapName')
	.input(MapNameInput)
	.mutation(async ({ ctx, input }) => {
		requireCovered(ctx.actor, { areas: [ctx.app.countyCode] });
		const said = saidName(input.of);
		if (said.what === 'area' && (await (await allDivisions()).nameOf(said.target)) === null)
			throw new ProblemError('unknownArea', { codes: said.target });
		return execute(ctx.app, ctx.command, 'history.mapName', input, async (tx) => {
			const answer = { rows: await rememberName(tx, ctx.command, said) };
			const audit = {
				verb: 'history.mapName' as const,
				subjectType: 'historyName' as const,
				subjectId: `${said.what}:${said.key}`.slice(0, 200),
				areaCode: ctx.app.countyCode
			};
			return { answer, changes: [], audit: [{ ...audit, after: { target: said.target, ...answer } }] };
		});
	});

function saidName(of: MapNameInput['of']): SaidName {
	const { what, name } = of;
	return what === 'area'
		? { what, name, parent: of.parent, key: nameKey(name, of.parent), target: of.code }
		: { what, name, parent: '', key: tidyName(name), target: of.kind };
}
