import { router } from '../trpc.ts';
import { exportEvent } from './export.ts';
import { hold } from './hold.ts';
import { holdOf } from './hold-of.ts';
import { release } from './release.ts';
import { status } from './status.ts';

/** What becomes of people's data after an event. */
export const archiveRouter = router({ status, export: exportEvent, hold, holdOf, release });
