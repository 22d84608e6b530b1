import type { ShelterContact } from '#domain/shelters/contact.ts';
import type { ShelterFields } from '#domain/shelters/register-shelter.ts';
import type { ShelterKind, ShelterService, ShelterView } from '#domain/shelters/shelter.ts';

/** What the form of a shelter holds while it is typed. */
export interface ShelterForm {
	name: string;
	kind: ShelterKind;
	/** One code, or none yet. */
	areaCodes: string[];
	address: string;
	lng: number | null;
	lat: number | null;
	floorAreaM2: number | null;
	capacityOverride: number | null;
	services: ShelterService[];
	contact: ShelterContact;
}

/** The form for a shelter to be edited, or empty for a new one. */
export function shelterForm(shelter: ShelterView | null): ShelterForm {
	return {
		name: shelter?.name ?? '',
		kind: shelter?.kind ?? 'school',
		areaCodes: shelter ? [shelter.areaCode] : [],
		address: shelter?.address ?? '',
		lng: shelter?.lng ?? null,
		lat: shelter?.lat ?? null,
		floorAreaM2: shelter?.floorAreaM2 ? Number(shelter.floorAreaM2) : null,
		capacityOverride: shelter?.capacityOverride ?? null,
		services: shelter ? [...shelter.services] : [],
		contact: { name: '', phone: '' }
	};
}

/** The fields of the form as a command wants them; null while something required is missing. */
export function shelterFields(form: ShelterForm): ShelterFields | null {
	const { name, kind, areaCodes, address, lng, lat, floorAreaM2, capacityOverride, services } = form;
	const [areaCode] = areaCodes;
	if (name.trim() === '' || !areaCode || lng === null || lat === null) return null;
	return {
		name,
		kind,
		areaCode,
		address,
		lng,
		lat,
		floorAreaM2: floorAreaM2 === null ? null : String(floorAreaM2),
		capacityOverride,
		services: [...services]
	};
}

type Field = Exclude<keyof ShelterForm, 'contact' | 'areaCodes'> | 'areaCode';

/** Fields in which the latest version of a shelter differs from what the form holds. */
export function differingFields(form: ShelterForm, latest: ShelterView): Field[] {
	const theirs = shelterForm(latest);
	const plain = ['name', 'kind', 'address', 'lng', 'lat', 'floorAreaM2', 'capacityOverride'] as const;
	const differing: Field[] = plain.filter((field) => {
		const mine = form[field];
		return (typeof mine === 'string' ? mine.trim() : mine) !== theirs[field];
	});
	if (form.areaCodes[0] !== latest.areaCode) differing.push('areaCode');
	if ([...form.services].sort().join() !== [...latest.services].sort().join()) differing.push('services');
	return differing;
}
