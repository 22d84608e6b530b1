import { z } from 'zod';
import { AreaCode, levelOf } from '../areas/area-code.ts';
import { MapPoint } from '../areas/coordinates.ts';
import { Command, Id, line } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { capacityOf } from './capacity.ts';
import { ShelterContact } from './contact.ts';
import { SHELTER_SERVICES, ShelterKind, ShelterService, type ShelterView } from './shelter.ts';

/** The covered floor area in m²: a decimal text of at most two places, above 0. */
export const FloorArea = z
	.string()
	.max(14)
	.regex(/^(?!0+(\.0*)?$)\d{1,8}(\.\d{1,2})?$/);

/** What the registry keeps of a shelter besides its contact; the same fields are registered and edited. */
export const ShelterFields = z.object({
	name: line(80).min(1),
	kind: ShelterKind,
	/** Village, or the township where no village fits. */
	areaCode: AreaCode.refine((code) => levelOf(code) === 'village' || levelOf(code) === 'township'),
	address: line(200).default(''),
	...MapPoint.shape,
	floorAreaM2: FloorArea.nullable(),
	capacityOverride: z.int().min(1).max(100_000).nullable(),
	services: z
		.array(ShelterService)
		.max(50)
		.transform((services) => inCatalogueOrder(services))
		.default([])
});
export type ShelterFields = z.infer<typeof ShelterFields>;

/** Registering a shelter in peacetime. */
export const RegisterShelterInput = Command.extend({
	...ShelterFields.shape,
	contact: ShelterContact.default({ name: '', phone: '' })
});
export type RegisterShelterInput = z.infer<typeof RegisterShelterInput>;

/** Editing a shelter: all fields as they should be, and the version they were read at. */
export const EditShelterInput = Command.extend({
	shelterId: Id,
	version: z.int().min(1),
	...ShelterFields.shape,
	/** Left out: the contact stays as it is (a form that shows it masked does not send it). */
	contact: ShelterContact.optional()
});
export type EditShelterInput = z.infer<typeof EditShelterInput>;

function inCatalogueOrder(services: readonly ShelterService[]): ShelterService[] {
	return (Object.keys(SHELTER_SERVICES) as ShelterService[]).filter((service) => services.includes(service));
}

/** The township of a village or township code. */
export function townshipOf(areaCode: string): string {
	return areaCode.slice(0, 9);
}

/** Two decimals always, as the database keeps it: `'350'` → `'350.00'`. */
function canonicalArea(area: string | null): string | null {
	if (area === null) return null;
	const [whole = '', fraction = ''] = area.split('.');
	return `${whole.replace(/^0+(?=\d)/, '')}.${fraction.padEnd(2, '0')}`;
}

function fieldsOf(input: ShelterFields, spacePerPersonM2: number) {
	const { name, kind, areaCode, address, lng, lat, capacityOverride, services } = input;
	const floorAreaM2 = canonicalArea(input.floorAreaM2);
	return {
		name,
		kind,
		areaCode,
		townshipCode: townshipOf(areaCode),
		address,
		lng,
		lat,
		floorAreaM2,
		capacityOverride,
		capacity: capacityOf({ floorAreaM2, capacityOverride }, spacePerPersonM2),
		services
	};
}

/**
 * Registers a shelter; its capacity follows from its floor area by policy.
 *
 * @param isNameTaken whether its village has a shelter in use of that name
 * @returns the shelter with version 1, or `alreadyExists`
 */
export function decideRegister(
	id: string,
	input: ShelterFields,
	isNameTaken: boolean,
	spacePerPersonM2: number
): Result<ShelterView> {
	if (isNameTaken) return refuse(problem('alreadyExists', { name: input.name }));
	return ok({ id, ...fieldsOf(input, spacePerPersonM2), retiredAt: null, version: 1 });
}

/** What stands in the way of editing or retiring a shelter, besides its own fields. */
export interface ShelterSurroundings {
	isNameTaken: boolean;
	/** Name of the event it is open for. */
	openForEvent: string | null;
}

/**
 * Edits a shelter. While it is open it stays in its village, because its people are counted there.
 *
 * @returns the shelter with its next version; `shelterRetired`, `versionConflict`, `alreadyExists`,
 * `shelterAlreadyOpen` (moved while open) or `nothingToChange`
 */
export function decideEdit(
	shelter: ShelterView,
	input: EditShelterInput,
	isContactChanged: boolean,
	{ isNameTaken, openForEvent }: ShelterSurroundings,
	spacePerPersonM2: number
): Result<ShelterView> {
	if (shelter.retiredAt) return refuse(problem('shelterRetired'));
	if (shelter.version !== input.version) return refuse(problem('versionConflict', { version: shelter.version }));
	if (isNameTaken) return refuse(problem('alreadyExists', { name: input.name }));
	if (openForEvent !== null && input.areaCode !== shelter.areaCode)
		return refuse(problem('shelterAlreadyOpen', { name: shelter.name, event: openForEvent }));
	const next = { ...shelter, ...fieldsOf(input, spacePerPersonM2) };
	if (!isContactChanged && JSON.stringify(next) === JSON.stringify(shelter)) return refuse(problem('nothingToChange'));
	return ok({ ...next, version: shelter.version + 1 });
}
