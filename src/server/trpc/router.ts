import { accountsRouter } from './accounts/router.ts';
import { adviceRouter } from './advice/router.ts';
import { auditRouter } from './audit/router.ts';
import { archiveRouter } from './archive/router.ts';
import { areasRouter } from './areas/router.ts';
import { changesRouter } from './changes/router.ts';
import { countsRouter } from './counts/router.ts';
import { devicesRouter } from './devices/router.ts';
import { documentsRouter } from './documents/router.ts';
import { eventsRouter } from './events/router.ts';
import { historyRouter } from './history/router.ts';
import { householdsRouter } from './households/router.ts';
import { indicatorsRouter } from './indicators/router.ts';
import { liveRouter } from './live/router.ts';
import { peopleRouter } from './people/router.ts';
import { policiesRouter } from './policies/router.ts';
import { relocationRouter } from './relocation/router.ts';
import { reportsRouter } from './reports/router.ts';
import { reunionRouter } from './reunion/router.ts';
import { rostersRouter } from './rosters/router.ts';
import { sessionRouter } from './session/router.ts';
import { sheltersRouter } from './shelters/router.ts';
import { staysRouter } from './stays/router.ts';
import { syncRouter } from './sync/router.ts';
import { systemRouter } from './system/router.ts';
import { thresholdsRouter } from './thresholds/router.ts';
import { router } from './trpc.ts';
import { warningsRouter } from './warnings/router.ts';

/** Everything the server can be asked, by feature. */
export const appRouter = router({
	accounts: accountsRouter,
	advice: adviceRouter,
	archive: archiveRouter,
	areas: areasRouter,
	audit: auditRouter,
	changes: changesRouter,
	counts: countsRouter,
	devices: devicesRouter,
	documents: documentsRouter,
	events: eventsRouter,
	history: historyRouter,
	households: householdsRouter,
	indicators: indicatorsRouter,
	live: liveRouter,
	people: peopleRouter,
	policies: policiesRouter,
	relocation: relocationRouter,
	reports: reportsRouter,
	reunion: reunionRouter,
	rosters: rostersRouter,
	session: sessionRouter,
	shelters: sheltersRouter,
	stays: staysRouter,
	sync: syncRouter,
	system: systemRouter,
	thresholds: thresholdsRouter,
	warnings: warningsRouter
});

export type AppRouter = typeof appRouter;
