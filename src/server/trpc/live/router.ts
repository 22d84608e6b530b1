import { router } from '../trpc.ts';
import { liveSnapshot } from './snapshot.ts';
import { liveTrend } from './trend.ts';

export const liveRouter = router({ snapshot: liveSnapshot, trend: liveTrend });
