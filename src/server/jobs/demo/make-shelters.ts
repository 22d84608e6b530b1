import { capacityOf } from '#domain/shelters/capacity.ts';
import type { ShelterContact } from '#domain/shelters/contact.ts';
import { townshipOf } from '#domain/shelters/register-shelter.ts';
import type { ShelterView } from '#domain/shelters/shelter.ts';
import { inventName } from './demo-accounts.ts';
import { shortName, type DemoPlaces, type Township } from './demo-places.ts';
import type { DemoRecipe, ShelterRecipe } from './demo-recipe.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A registered shelter of the demonstration with what it was made from. */
export interface DemoShelter {
	shelter: ShelterView;
	contact: ShelterContact;
	recipe: ShelterRecipe;
	township: Township;
}

/** How far from its village's point a shelter is put at most, in degrees (some 300 m): points may share a village. */
const SPREAD = 0.003;

/** Space a person that the floor areas of the recipe's capacities are reckoned with, m². */
const SPACE_M2 = 3.5;

/** Registers the shelters of the recipe in a county's places. `at` is when they were registered. */
export function makeShelters(
	{ shelters, people }: DemoRecipe,
	places: DemoPlaces,
	spacePerPersonM2: number,
	random: SeededRandom,
	at: string
): DemoShelter[] {
	const names = new Set<string>();
	return shelters.map((recipe, index) => {
		const township = places.township(recipe.township);
		const village = places.village(township, recipe.village);
		const name = nameOf(recipe, places, township, village.name);
		const unique = names.has(name) ? `${name}（${index + 1}）` : name;
		names.add(unique);
		const floorAreaM2 = (recipe.capacity * SPACE_M2).toFixed(2);
		const [lng, lat] = [village.lng ?? places.county.lng ?? 0, village.lat ?? places.county.lat ?? 0];
		return {
			recipe,
			township,
			shelter: {
				id: random.id(at),
				name: unique,
				kind: recipe.kind,
				areaCode: village.code,
				townshipCode: townshipOf(village.code),
				address: `${township.area.name}${village === township.area ? '' : village.name}`,
				lng: round(lng + random.between(-SPREAD, SPREAD)),
				lat: round(lat + random.between(-SPREAD, SPREAD)),
				floorAreaM2,
				capacityOverride: null,
				capacity: capacityOf({ floorAreaM2, capacityOverride: null }, spacePerPersonM2),
				services: recipe.services,
				retiredAt: null,
				version: 1
			},
			contact: {
				name: `${inventName(people, index + 120)}（演示）`,
				// No such number can exist: area code and number both begin with too many noughts.
				phone: `000-0000${String(index + 1).padStart(3, '0')}`
			}
		};
	});
}

function nameOf({ name }: ShelterRecipe, places: DemoPlaces, township: Township, village: string): string {
	return name
		.replace('{county}', places.county.name)
		.replace('{town}', shortName(township.area.name))
		.replace('{village}', shortName(village));
}

function round(degrees: number): number {
	return Math.round(degrees * 1e6) / 1e6;
}
