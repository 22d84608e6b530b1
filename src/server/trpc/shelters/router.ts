import { router } from '../trpc.ts';
import { close } from './close.ts';
import { edit } from './edit.ts';
import { find } from './find.ts';
import { get } from './get.ts';
import { open } from './open.ts';
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
	open,
	register,
	reopen,
	retire,
	revealContact,
	setCondition
});
