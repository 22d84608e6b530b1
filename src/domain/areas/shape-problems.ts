/**
 * What can be wrong with a map file a county loads, in both languages, each with what to do. `{name}` is filled
 * from the issue's params.
 */
export const SHAPE_PROBLEMS = {
	notJson: {
		zh: '文件不是有效的 JSON。请从制图软件重新导出为 GeoJSON。',
		en: 'The file is not valid JSON. Export it again as GeoJSON.'
	},
	notCollection: {
		zh: '应为 FeatureCollection，其中 features 是要素列表。请导出整个图层。',
		en: 'A FeatureCollection with a list of features is expected. Export the whole layer.'
	},
	empty: { zh: '图层里没有要素。', en: 'The layer has no features.' },
	tooDetailed: {
		zh: '坐标点超过 {limit} 个。请先简化图形（容差约 10 米）再导出。',
		en: 'More than {limit} positions. Simplify the shapes (tolerance about 10 m) and export again.'
	},
	unsupportedCrs: {
		zh: '坐标系“{crs}”不支持。请转换为 CGCS2000 或 WGS84 经纬度后导出。',
		en: 'The coordinate system “{crs}” is not supported. Convert to CGCS2000 or WGS84 degrees and export again.'
	},
	converted: {
		zh: '图层坐标为 GCJ-02，已换算为 WGS84。',
		en: 'The layer is in GCJ-02; it was converted to WGS84.'
	},
	notFeature: { zh: '不是 Feature。请删除此项。', en: 'Not a Feature. Remove it.' },
	noCode: {
		zh: '没有区划代码，名称也对不上。请在属性 code 中填写 6、9 或 12 位代码。',
		en: 'No division code, and the name matches no area. Put the 6, 9 or 12 digit code into the property “code”.'
	},
	unknownCode: {
		zh: '代码 {code} 不属于本县。请改正代码，或删除此要素。',
		en: 'The code {code} is not one of this county’s. Mend the code or remove the feature.'
	},
	duplicateCode: {
		zh: '代码 {code} 与第 {first} 个要素重复。请合并为一个 MultiPolygon。',
		en: 'The code {code} repeats feature {first}. Merge them into one MultiPolygon.'
	},
	notPolygon: {
		zh: '图形应为 Polygon 或 MultiPolygon，实为 {type}。请导出面图层。',
		en: 'The shape must be a Polygon or MultiPolygon, not {type}. Export the polygon layer.'
	},
	malformedCoordinates: {
		zh: '坐标的层次或数值不对。请重新导出。',
		en: 'The coordinates are malformed. Export again.'
	},
	ringTooShort: {
		zh: '第 {ring} 个环只有 {count} 个点，至少要 4 个（首尾相同）。请补全或删除该环。',
		en: 'Ring {ring} has {count} positions; at least 4 are needed (the last repeats the first). Complete or remove it.'
	},
	ringNotClosed: {
		zh: '第 {ring} 个环没有闭合。请让最后一点与第一点相同。',
		en: 'Ring {ring} is not closed. Make its last position equal to its first.'
	},
	ringWithoutArea: {
		zh: '第 {ring} 个环没有面积。请删除该环。',
		en: 'Ring {ring} has no area. Remove it.'
	},
	projected: {
		zh: '坐标像是以米为单位的投影坐标（如 {lng}, {lat}）。请转换为经纬度后导出。',
		en: 'The coordinates look projected, in metres (such as {lng}, {lat}). Convert to degrees and export again.'
	},
	swapped: {
		zh: '经度和纬度写反了（如 {lng}, {lat}）。请先写经度。',
		en: 'Longitude and latitude are swapped (such as {lng}, {lat}). Longitude comes first.'
	},
	tooFar: {
		zh: '位置 {lng}, {lat} 离本县太远。请核对图层。',
		en: 'The position {lng}, {lat} is too far from this county. Check the layer.'
	}
} as const satisfies Record<string, { zh: string; en: string }>;

export type ShapeProblemCode = keyof typeof SHAPE_PROBLEMS;

/** One finding about a map file. Words come filled in; `index` counts features from 0, null for the whole file. */
export interface ShapeIssue {
	index: number | null;
	name: string | null;
	problem: ShapeProblemCode;
	zh: string;
	en: string;
}

function fill(words: string, params: Record<string, string | number>): string {
	return words.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** A finding with its words filled in. */
export function shapeIssue(
	problem: ShapeProblemCode,
	feature: { index: number; name: string | null } | null = null,
	params: Record<string, string | number> = {}
): ShapeIssue {
	const words = SHAPE_PROBLEMS[problem];
	return {
		index: feature?.index ?? null,
		name: feature?.name ?? null,
		problem,
		zh: fill(words.zh, params),
		en: fill(words.en, params)
	};
}
