import { router } from '../trpc.ts';
import { checkIn } from './check-in.ts';
import { checkOut } from './check-out.ts';
import { conflicts } from './conflicts.ts';
import { directory } from './directory.ts';
import { findFamily } from './find-family.ts';
import { keepNames } from './keep-names.ts';
import { list } from './list.ts';
import { meals } from './meals.ts';
import { namesForRollCall } from './names-for-roll-call.ts';
import { places } from './places.ts';
import { reconciliation } from './reconciliation.ts';
import { rollCall } from './roll-call.ts';
import { rollCalls } from './roll-calls.ts';
import { serveMeal } from './serve-meal.ts';
import { settleConflict } from './settle-conflict.ts';
import { transferIn } from './transfer-in.ts';
import { transferOut } from './transfer-out.ts';

export const staysRouter = router({
	checkIn,
	checkOut,
	conflicts,
	directory,
	findFamily,
	keepNames,
	list,
	meals,
	namesForRollCall,
	places,
	reconciliation,
	rollCall,
	rollCalls,
	serveMeal,
	settleConflict,
	transferIn,
	transferOut
});
