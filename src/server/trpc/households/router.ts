import { router } from '../trpc.ts';
import { addMember } from './add-member.ts';
import { register } from './register.ts';
import { setHome } from './set-home.ts';

export const householdsRouter = router({ addMember, register, setHome });
