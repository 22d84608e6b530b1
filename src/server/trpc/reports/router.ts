import { router } from '../trpc.ts';
import { adjust } from './adjust.ts';
import { belowZero } from './below-zero.ts';
import { board } from './board.ts';
import { decide } from './decide.ts';
import { exportFigures } from './export.ts';
import { file } from './file.ts';
import { get } from './get.ts';
import { history } from './history.ts';
import { reverse } from './reverse.ts';
import { rollUp } from './roll-up.ts';
import { toDo } from './to-do.ts';
import { unit } from './unit.ts';

export const reportsRouter = router({
	adjust,
	belowZero,
	board,
	decide,
	export: exportFigures,
	file,
	get,
	history,
	reverse,
	rollUp,
	toDo,
	unit
});
