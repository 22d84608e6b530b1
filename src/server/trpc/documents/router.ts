import { router } from '../trpc.ts';
import { draft } from './draft.ts';
import { file } from './file.ts';
import { get } from './get.ts';
import { issue } from './issue.ts';
import { list } from './list.ts';

export const documentsRouter = router({ draft, file, get, issue, list });
