import { router } from '../trpc.ts';
import { change } from './change.ts';
import { getThresholds } from './get.ts';
import { getThresholdHistory } from './history.ts';

export const thresholdsRouter = router({ change, get: getThresholds, history: getThresholdHistory });
