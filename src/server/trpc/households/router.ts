import { router } from '../trpc.ts';
import { register } from './register.ts';

export const householdsRouter = router({ register });
