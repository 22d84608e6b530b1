import { router } from '../trpc.ts';
import { changesSince } from './since.ts';

export const changesRouter = router({ since: changesSince });
