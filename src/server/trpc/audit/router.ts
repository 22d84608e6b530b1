import { router } from '../trpc.ts';
import { findEntries } from './find.ts';
import { getChainHead } from './head.ts';

export const auditRouter = router({
	find: findEntries,
	head: getChainHead
});
