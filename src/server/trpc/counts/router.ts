import { router } from '../trpc.ts';
import { correctCount } from './correct.ts';
import { countHistory } from './history.ts';
import { settleCount } from './settle.ts';
import { submitCount } from './submit.ts';

export const countsRouter = router({
	submit: submitCount,
	correct: correctCount,
	settle: settleCount,
	history: countHistory
});
