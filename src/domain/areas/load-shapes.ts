import { z } from 'zod';
import { Command, line } from '../shared/fields.ts';
import { problem, type FieldProblem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { shapeIssue, type ShapeIssue } from './shape-problems.ts';
import { validateAreaShapes, type KnownCounty, type ShapeReport } from './shape-validation.ts';

/** A county loads its own shapes (GeoJSON, as text). `version` is the map's version the file was checked against. */
export const LoadShapesInput = Command.extend({
	text: z.string().min(1).max(20_000_000),
	/** Where the shapes come from, shown among the map's credits: 祁东县自然资源局 2025, say. */
	source: line(100).min(1),
	/** Take the sound features and leave out the others. */
	onlyValid: z.boolean().default(false),
	/** The shapes are derived, not surveyed: marked 示意 on the map. */
	isSchematic: z.boolean().default(false),
	version: z.int().min(0).max(2_000_000_000)
});
export type LoadShapesInput = z.infer<typeof LoadShapesInput>;

const MAX_FIELDS = 100;

const fieldOf = ({ index, zh, en }: ShapeIssue): FieldProblem => ({
	path: index === null ? 'text' : `features.${index}`,
	zh,
	en
});

/** Reads a map file's text; never throws. */
export function readShapes(text: string, county: KnownCounty): ShapeReport {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return {
			shapes: [],
			errors: [shapeIssue('notJson')],
			notes: [],
			unknownCodes: [],
			duplicateCodes: [],
			missingCodes: []
		};
	}
	return validateAreaShapes(parsed, county);
}

/**
 * Decides whether a county's map file is taken: all of it, or with `onlyValid` its sound features.
 *
 * @returns `versionConflict` when the map changed meanwhile, `invalidFile` when the file as a whole cannot be used,
 * `importHasErrors` with a field for each finding otherwise.
 */
export function decideLoadShapes(
	input: Pick<LoadShapesInput, 'text' | 'onlyValid' | 'version'>,
	county: KnownCounty,
	version: number
): Result<ShapeReport> {
	if (input.version !== version) return refuse(problem('versionConflict'));
	const report = readShapes(input.text, county);
	const fields = report.errors.slice(0, MAX_FIELDS).map(fieldOf);
	const whole = report.errors.find(({ index }) => index === null);
	if (whole) return refuse(problem('invalidFile', { detailZh: whole.zh, detailEn: whole.en }, fields));
	if (report.shapes.length === 0 || (report.errors.length > 0 && !input.onlyValid))
		return refuse(problem('importHasErrors', { count: report.errors.length }, fields));
	return ok(report);
}
