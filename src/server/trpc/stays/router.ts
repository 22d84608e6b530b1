import { router } from '../trpc.ts';
import { checkIn } from './check-in.ts';
import { checkOut } from './check-out.ts';
import { list } from './list.ts';
import { reconciliation } from './reconciliation.ts';
import { settleConflict } from './settle-conflict.ts';
import { transferIn } from './transfer-in.ts';
import { transferOut } from './transfer-out.ts';

export const staysRouter = router({ checkIn, checkOut, list, reconciliation, settleConflict, transferIn, transferOut });
