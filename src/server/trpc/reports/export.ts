import { z } from 'zod';
import { Id } from '#domain/shared/fields.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { findAreas, findMapShapes } from '../../repositories/areas.ts';
import { findCatalogue } from '../../repositories/local-indicators.ts';
import { rollUpByArea } from '../../repositories/report-roll-up.ts';
import { exportEvent } from '../../reports/export-event.ts';
import { procedure } from '../trpc.ts';
import { sheltersRule } from './report-change.ts';
import { unitToRead } from './units.ts';

/** An event's current figures by township as a file in base64; of the whole county only. */
export const exportFigures = procedure('report.read')
	.input(z.object({ eventId: Id, format: z.enum(['xlsx', 'csv', 'geojson']) }))
	.query(async ({ ctx, input: { eventId, format } }) => {
		const { db, countyCode } = ctx.app;
		const { event } = await unitToRead(db.prisma, ctx.actor, eventId, countyCode);
		const [tree, areas, { shapes }, catalogue] = await Promise.all([
			rollUpByArea(db.prisma, eventId, countyCode, sheltersRule(ctx.app)),
			findAreas(db.pool, countyCode),
			findMapShapes(db.pool, countyCode, countyCode, new Map()),
			findCatalogue(db.prisma)
		]);
		const county = areas.find(({ code }) => code === countyCode);
		if (!county) throw new ProblemError('notFound');
		const names = new Map(areas.map(({ code, name }) => [code, name]));
		const of = { event, county, names, tree, shapes: shapes.features, catalogue };
		const { bytes, ...file } = await exportEvent(of, format);
		return { ...file, content: bytes.toString('base64') };
	});
