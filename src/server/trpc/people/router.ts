import { router } from '../trpc.ts';
import { edit } from './edit.ts';
import { get } from './get.ts';
import { groups } from './groups.ts';
import { importProgress } from './import-progress.ts';
import { importRegister } from './import-register.ts';
import { importTemplate } from './import-template.ts';
import { merge } from './merge.ts';
import { moveToHousehold } from './move-to-household.ts';
import { places } from './places.ts';
import { previewImport } from './preview-import.ts';
import { search } from './search.ts';
import { setPhoto } from './set-photo.ts';
import { unmask } from './unmask.ts';

export const peopleRouter = router({
	edit,
	get,
	groups,
	importProgress,
	importRegister,
	importTemplate,
	merge,
	moveToHousehold,
	places,
	previewImport,
	search,
	setPhoto,
	unmask
});
