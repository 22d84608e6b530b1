import { router } from '../trpc.ts';
import { folder } from './folder.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { take } from './take.ts';

export const warningsRouter = router({ folder, get, list, take });
