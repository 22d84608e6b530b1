import { LoadShapesInput, decideLoadShapes } from '#domain/areas/load-shapes.ts';
import { boundsOf } from '#domain/areas/geometry.ts';
import { CHINA_BOUNDS } from '#domain/areas/coordinates.ts';
import { accept, execute, requireCovered } from '../../commands/execute.ts';
import { findKnownAreas, lockShapes, replaceShapes } from '../../repositories/areas.ts';
import { procedure } from '../trpc.ts';

/** Puts the county's own shapes in place of the present ones; what the file does not draw stays. */
export const loadShapes = procedure('area.loadShapes')
	.input(LoadShapesInput)
	.mutation(({ ctx, input }) => {
		const { countyCode } = ctx.app;
		requireCovered(ctx.actor, { areas: [countyCode] });
		return execute(ctx.app, ctx.command, 'area.loadShapes', input, async (tx) => {
			const present = await lockShapes(tx, countyCode);
			const bounds = (present.outline && boundsOf([present.outline])) ?? CHINA_BOUNDS;
			const county = { areas: await findKnownAreas(tx, countyCode), bounds };
			const { shapes, notes, missingCodes } = accept(decideLoadShapes(input, county, present.version));
			const version = present.version + 1;
			const { source, isSchematic } = input;
			await replaceShapes(
				tx,
				shapes.map(({ code, geometry }) => ({ code, geometry, source, isSchematic })),
				version
			);
			const codes = shapes.map(({ code }) => code);
			return {
				answer: { version, codes, missingCodes, notes },
				changes: [{ type: 'area.shapesChanged', areaCode: countyCode, version }],
				audit: [
					{
						verb: 'area.loadShapes',
						subjectType: 'area',
						subjectId: countyCode,
						areaCode: countyCode,
						before: { version: present.version },
						after: { version, source, isSchematic, codes }
					}
				]
			};
		});
	});
