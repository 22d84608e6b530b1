import { router } from '../trpc.ts';
import { listAreas } from './list.ts';
import { loadShapes } from './load-shapes.ts';
import { areasOfCounty } from './of-county.ts';
import { areaShapes } from './shapes.ts';

export const areasRouter = router({ list: listAreas, ofCounty: areasOfCounty, shapes: areaShapes, loadShapes });
