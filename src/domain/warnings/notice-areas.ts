import type { Position } from '../areas/coordinates.ts';
import { polygonsOf, roundPosition, type AreaGeometry } from '../areas/geometry.ts';
import type { CapPoint } from './warning.ts';

/** Corners of a ring that are kept: a file of all townships stays small, and borders are schematic anyway. */
const MOST_CORNERS = 200;

/** The outer rings of a shape as CAP has them: closed, to about a metre, without holes, which CAP does not know. */
export function geometryRings(geometry: AreaGeometry): CapPoint[][] {
	return polygonsOf(geometry).flatMap(([outer = []]) => {
		const corners = outer.slice(0, -1);
		const step = Math.max(1, Math.ceil(corners.length / MOST_CORNERS));
		const kept = withoutRepeats(
			corners.filter((_, index) => index % step === 0).map((corner) => roundPosition(corner))
		);
		const [first] = kept;
		return first && kept.length >= 3 ? [[...kept, first].map(([lng, lat]): CapPoint => [lng, lat])] : [];
	});
}

function withoutRepeats(positions: readonly Position[]): Position[] {
	return positions.filter(([lng, lat], index) => {
		const before = positions[index - 1];
		return before === undefined || before[0] !== lng || before[1] !== lat;
	});
}
