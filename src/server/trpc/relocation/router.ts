import { router } from '../trpc.ts';
import { assign } from './assign.ts';
import { list } from './list.ts';
import { make } from './make.ts';
import { showNames } from './show-names.ts';
import { putBack, strike } from './strike.ts';
import { tick } from './tick.ts';
import { villages } from './villages.ts';

export const relocationRouter = router({ assign, list, make, putBack, showNames, strike, tick, villages });
