import { router } from '../trpc.ts';
import { changePolicy } from './change.ts';
import { getPolicies } from './get.ts';
import { getPolicyHistory } from './history.ts';

export const policiesRouter = router({
	get: getPolicies,
	history: getPolicyHistory,
	change: changePolicy
});
