import { router } from '../trpc.ts';
import { systemInfo } from './info.ts';

export const systemRouter = router({ info: systemInfo });
