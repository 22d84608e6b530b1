import type { Policies } from '../policies/policies.ts';
import type { ShelterService } from './shelter.ts';

/** What the people in shelters need, by policy. */
export interface ServiceNeeds {
	/** Litres of water a day. */
	waterLitres: number;
	toilets: number;
	taps: number;
	helpers: number;
	medics: number;
	police: number;
}

/**
 * What the people of some shelters need, each shelter by itself: a toilet in one does not serve another (practice and
 * local: litres, people a toilet, a tap and a helper are policy; up to a number of people one medic and one police
 * officer, above it two of each).
 *
 * @param people people in each shelter
 */
export function serviceNeeds(people: Iterable<number>, policies: Policies): ServiceNeeds {
	const needs: ServiceNeeds = { waterLitres: 0, toilets: 0, taps: 0, helpers: 0, medics: 0, police: 0 };
	for (const heads of people) {
		if (heads <= 0) continue;
		const guards = heads > policies.largeShelterPeople ? 2 : 1;
		needs.waterLitres += heads * policies.waterLitresPerPersonDay;
		needs.toilets += Math.ceil(heads / policies.peoplePerToilet);
		needs.taps += Math.ceil(heads / policies.peoplePerTap);
		needs.helpers += Math.ceil(heads / policies.peoplePerHelper);
		needs.medics += guards;
		needs.police += guards;
	}
	return needs;
}

/** Occupied shelters that have no such service in the registry, and the people in them. */
export interface MissingService {
	service: ShelterService;
	shelters: number;
	people: number;
}

/**
 * Which services occupied shelters lack, the most people first.
 *
 * @param wanted the services that matter in this event
 */
export function missingServices(
	shelters: readonly { people: number; services: readonly ShelterService[] }[],
	wanted: readonly ShelterService[]
): MissingService[] {
	return wanted
		.map((service) => {
			const lacking = shelters.filter(({ people, services }) => people > 0 && !services.includes(service));
			return { service, shelters: lacking.length, people: lacking.reduce((sum, { people }) => sum + people, 0) };
		})
		.filter((missing) => missing.shelters > 0)
		.sort((a, b) => b.people - a.people);
}
