import { areaFiguresOf, type RolledUpArea } from '#domain/documents/area-figures.ts';
import type { DocumentKind } from '#domain/documents/document.ts';
import type { DocumentFacts } from '#domain/documents/facts.ts';
import type { App } from '../app.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Database, Tx } from '../db/database.ts';
import { findCountyAreas } from '../repositories/areas.ts';
import { findLastIssue } from '../repositories/issued-documents.ts';
import { findCatalogue } from '../repositories/local-indicators.ts';
import { rollUpByArea } from '../repositories/report-roll-up.ts';
import { eventToRead } from '../trpc/relocation/event-to-read.ts';
import { sheltersRule } from '../trpc/reports/report-change.ts';

/** What the next document of an event is made from, as it stands now. */
export async function readFacts(
	{ db, countyCode, policies }: Pick<App, 'db' | 'countyCode' | 'policies'>,
	prisma: Tx | Database['prisma'],
	{ actor, now }: CommandContext,
	{ eventId, kind }: { eventId: string; kind: DocumentKind }
): Promise<DocumentFacts> {
	const { id, name, startedAt, phase, level } = await eventToRead({ prisma } as Database, actor, eventId);
	const { own, below } = await rollUpByArea(prisma, eventId, countyCode, sheltersRule({ policies }));
	const names = new Map((await findCountyAreas(db.pool, countyCode)).map((area) => [area.code, area.name]));
	const order = [...names.keys()];
	const named = (area: RolledUpArea) => areaFiguresOf(area, names.get(area.areaCode) ?? area.areaCode);
	const concerned = below
		.filter(({ units, figures }) => units > 0 || figures.length > 0)
		.sort((a, b) => order.indexOf(a.areaCode) - order.indexOf(b.areaCode));
	const last = await findLastIssue(prisma, eventId, kind);
	const { local } = await findCatalogue(prisma);
	return {
		kind,
		number: (last?.number ?? 0) + 1,
		county: names.get(countyCode) ?? countyCode,
		event: { id, name, startedAt, phase, level },
		asOf: `${now.toISOString().slice(0, 16)}:00.000Z`,
		areas: [own, ...concerned].map(named),
		local: local.filter(({ endedAt }) => endedAt === null),
		previous: last && {
			number: last.number,
			issuedAt: last.issuedAt,
			areas: last.areas,
			issuer: last.issuer,
			responsible: last.responsible,
			filledBy: last.filledBy
		}
	};
}
