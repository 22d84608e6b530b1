import { router } from '../trpc.ts';
import { ask } from './ask.ts';
import { deliver } from './deliver.ts';
import { messages } from './messages.ts';
import { read } from './read.ts';
import { replies } from './replies.ts';
import { reply } from './reply.ts';

export const reunionRouter = router({ ask, deliver, messages, read, replies, reply });
