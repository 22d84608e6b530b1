import { router } from '../trpc.ts';
import { listAreas } from './list.ts';
import { loadShapes } from './load-shapes.ts';
import { areaShapes } from './shapes.ts';

export const areasRouter = router({ list: listAreas, shapes: areaShapes, loadShapes });
