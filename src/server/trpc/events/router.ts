import { router } from '../trpc.ts';
import { close } from './close.ts';
import { edit } from './edit.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { open } from './open.ts';
import { setLevel } from './set-level.ts';
import { setPhase } from './set-phase.ts';

export const eventsRouter = router({ close, edit, get, list, open, setLevel, setPhase });
