import { router } from '../trpc.ts';
import { cancel } from './cancel.ts';
import { file } from './file.ts';
import { folder } from './folder.ts';
import { get } from './get.ts';
import { issue } from './issue.ts';
import { list } from './list.ts';
import { take } from './take.ts';

export const warningsRouter = router({ cancel, file, folder, get, issue, list, take });
