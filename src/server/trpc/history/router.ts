import { router } from '../trpc.ts';
import { exportHistory } from './export.ts';
import { find } from './find.ts';
import { imports } from './imports.ts';
import { load } from './load.ts';
import { mapName } from './map-name.ts';
import { pivot } from './pivot.ts';
import { preview } from './preview.ts';
import { areaShapes } from './shapes.ts';

export const historyRouter = router({
	export: exportHistory,
	find,
	imports,
	load,
	mapName,
	pivot,
	preview,
	shapes: areaShapes
});
