import { router } from '../trpc.ts';
import { enrol } from './enrol.ts';
import { explainGap } from './explain-gap.ts';
import { here } from './here.ts';
import { invite } from './invite.ts';
import { list } from './list.ts';
import { mine } from './mine.ts';
import { rebind } from './rebind.ts';
import { rename } from './rename.ts';
import { revoke } from './revoke.ts';

export const devicesRouter = router({ invite, enrol, here, mine, list, rename, rebind, revoke, explainGap });
