import { router } from '../trpc.ts';
import { add } from './add.ts';
import { end } from './end.ts';
import { list } from './list.ts';

export const indicatorsRouter = router({ add, end, list });
