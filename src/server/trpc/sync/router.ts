import { router } from '../trpc.ts';
import { push } from './push.ts';

export const syncRouter = router({ push });
