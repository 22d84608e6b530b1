import { router } from '../trpc.ts';
import { close } from './close.ts';
import { edit } from './edit.ts';
import { find } from './find.ts';
import { get } from './get.ts';
import { importShelters } from './import-shelters.ts';
import { importTemplate } from './import-template.ts';
import { open } from './open.ts';
import { previewImport } from './preview-import.ts';
import { register } from './register.ts';
import { reopen } from './reopen.ts';
import { retire } from './retire.ts';
import { revealContact } from './reveal-contact.ts';
import { setCondition } from './set-condition.ts';

export const sheltersRouter = router({
	close,
	edit,
	find,
	get,
	importShelters,
	importTemplate,
	open,
	previewImport,
	register,
	reopen,
	retire,
	revealContact,
	setCondition
});
