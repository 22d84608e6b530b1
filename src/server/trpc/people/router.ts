import { router } from '../trpc.ts';
import { get } from './get.ts';
import { groups } from './groups.ts';
import { search } from './search.ts';
import { unmask } from './unmask.ts';

export const peopleRouter = router({ get, groups, search, unmask });
