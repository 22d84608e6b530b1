import { router } from '../trpc.ts';
import { decide } from './decide.ts';
import { entries } from './entries.ts';
import { importFile } from './import-file.ts';
import { importTemplate } from './import-template.ts';
import { list } from './list.ts';
import { previewFile } from './preview-file.ts';
import { proposals } from './proposals.ts';
import { seek } from './seek.ts';

export const rostersRouter = router({
	decide,
	entries,
	importFile,
	importTemplate,
	list,
	previewFile,
	proposals,
	seek
});
