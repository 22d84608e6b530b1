import type { MapShape } from '#domain/areas/map-shapes.ts';
import { AreaShapesInput } from '#domain/history/find-history.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findMapShapes } from '../../repositories/areas.ts';
import { procedure } from '../trpc.ts';

/** Shapes of areas of the statistics: anywhere in the country down to the county, and of this county's townships. */
export const areaShapes = procedure('history.read')
	.input(AreaShapesInput)
	.query(async ({ ctx, input: { codes } }): Promise<MapShape[]> => {
		const { countyCode, db, shapes: book } = ctx.app;
		requireCovered(ctx.actor, { areas: [countyCode], reach: 'overlap' });
		const upper = await book.find(codes.filter((code) => code.length <= countyCode.length));
		const own = new Set(codes.filter((code) => code.length > countyCode.length && code.startsWith(countyCode)));
		if (own.size === 0) return upper;
		const { shapes } = await findMapShapes(db.pool, countyCode, countyCode, new Map());
		return [...upper, ...shapes.features.filter(({ properties }) => own.has(properties.code))];
	});
