import { router } from '../trpc.ts';
import { edit } from './edit.ts';
import { get } from './get.ts';
import { groups } from './groups.ts';
import { merge } from './merge.ts';
import { moveToHousehold } from './move-to-household.ts';
import { places } from './places.ts';
import { search } from './search.ts';
import { setPhoto } from './set-photo.ts';
import { unmask } from './unmask.ts';

export const peopleRouter = router({ edit, get, groups, merge, moveToHousehold, places, search, setPhoto, unmask });
