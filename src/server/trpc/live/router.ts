import { router } from '../trpc.ts';
import { liveSnapshot } from './snapshot.ts';

export const liveRouter = router({ snapshot: liveSnapshot });
