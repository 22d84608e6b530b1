import type { Needs } from '#domain/counts/count-point.ts';
import { dayOf } from '#domain/audit/audit-entry.ts';
import { ageBandOn } from '#domain/people/age-band.ts';
import { scopeOf } from '#domain/people/find-people.ts';
import type { Need, Person } from '#domain/people/person.ts';
import { wholeBetween } from './choose.ts';
import type { Groups } from './count-history.ts';
import { hoursBefore } from './demo-time.ts';
import type { HouseholdMaker } from './household-maker.ts';
import { KNOWN_FAMILY } from './household-maker.ts';
import { filledBy } from './filled.ts';
import type { SeededRandom } from './seeded-random.ts';
import { StayBook } from './stay-book.ts';
import type { NamedPlace, ToldHousehold, ToldPeople, ToldStay } from './told-people.ts';

/** A household at a place. */
export interface Presence {
	household: ToldHousehold;
	place: NamedPlace;
	stays: ToldStay[];
}

/** Of a hundred households in a shelter so many came from another; of those with relatives, from a shelter. */
const TRANSFERRED = 2;
const MOVED_TO_RELATIVES = 1.2;

/** Fills the places of the demonstration with people, by name, and tells where they were before. */
export class PeopleTeller {
	readonly presences: Presence[] = [];
	readonly book: StayBook;
	readonly maker: HouseholdMaker;
	readonly random: SeededRandom;
	readonly now: string;
	readonly #households: ToldHousehold[] = [];

	constructor(maker: HouseholdMaker, random: SeededRandom, now: string) {
		this.maker = maker;
		this.random = random;
		this.now = now;
		this.book = new StayBook(random, now);
	}

	get told(): ToldPeople {
		return { households: this.#households, ...this.book.told };
	}

	/** Puts exactly so many people into a place; returns them by age band and need, as a coordinator counts them. */
	settle(place: NamedPlace, people: number): Groups {
		const here: Person[] = [];
		while (here.length < people) {
			const at = filledBy(place.from, place.to, (here.length + this.random.next() * 2) / people);
			const known = this.#households.length === 0 && place.origin === 'village' ? KNOWN_FAMILY : undefined;
			const { household } = this.arrive(place, at, Math.min(people - here.length, 7), known);
			here.push(...household.members);
		}
		return groupsOf(here, this.now);
	}

	/** A household comes to a place, from home or from a shelter it was in before. */
	arrive(place: NamedPlace, at: string, most: number, known?: typeof KNOWN_FAMILY): Presence {
		const isShelter = place.point.kind === 'shelter';
		const before =
			this.random.next() * 100 < (isShelter ? TRANSFERRED : MOVED_TO_RELATIVES) ? this.#before(place) : null;
		const leftAt = hoursBefore(at, this.random.between(0.3, 1.8));
		const cameAt = before && filledBy(before.from, leftAt, this.random.next() * 0.8);
		const hasMoved = before !== null && cameAt !== null && cameAt > before.from && cameAt < hoursBefore(leftAt, 2);
		const household = this.#household(place, hasMoved ? cameAt : at, most, known);
		if (!hasMoved) return this.#stay(household, place, this.book.arrive(household, place, at));
		const earlier = this.book.arrive(household, before, cameAt);
		this.widen(household, before);
		if (!isShelter) {
			this.book.leave(earlier, before, leftAt, 'relatives');
			return this.#stay(household, place, this.book.arrive(household, place, at));
		}
		this.book.send(earlier, before, place, leftAt);
		return this.#stay(household, place, this.book.arriveFrom(earlier, place, at));
	}

	/** Lets those of a place see a household. */
	widen({ scopeCodes }: ToldHousehold, { point }: NamedPlace): void {
		for (const code of scopeOf(point.areaCode)) scopeCodes.add(code);
	}

	#household(place: NamedPlace, at: string, most: number, known?: typeof KNOWN_FAMILY): ToldHousehold {
		const made = this.maker.make(place.origin, most, place.homeOf(), at, known);
		const codes = [made.homeCode, place.point.areaCode].flatMap((code) => scopeOf(code));
		const household = { ...made, scopeCodes: new Set(codes) };
		this.#households.push(household);
		return household;
	}

	#stay(household: ToldHousehold, place: NamedPlace, stays: ToldStay[]): Presence {
		const presence = { household, place, stays };
		this.presences.push(presence);
		return presence;
	}

	/** A shelter where people of this place may have been before. */
	#before({ point }: NamedPlace): NamedPlace | null {
		const shelters = [...new Set(this.presences.map(({ place }) => place))].filter(
			(other) => other.point.kind === 'shelter' && other.point.id !== point.id && other.origin === 'village'
		);
		const near = shelters.filter((other) => other.point.townshipCode === point.townshipCode);
		const from = point.kind === 'shelter' && near.length === 0 ? shelters : near;
		return from[wholeBetween(this.random, 0, from.length - 1)] ?? null;
	}
}

const COUNTED: Readonly<Record<keyof Needs, Need>> = {
	infants: 'infant',
	pregnant: 'pregnant',
	disabled: 'disabled',
	chronicIllness: 'chronic'
};

function groupsOf(people: readonly Person[], now: string): Groups {
	const ageBands = { children: 0, adults: 0, elderly: 0 };
	const needs = { infants: 0, pregnant: 0, disabled: 0, chronicIllness: 0 };
	for (const person of people) {
		const band = ageBandOn(person.secret.birthDate, dayOf(new Date(now)));
		if (band) ageBands[band]++;
		for (const key of Object.keys(COUNTED) as (keyof Needs)[]) if (person.needs.includes(COUNTED[key])) needs[key]++;
	}
	return { ageBands, needs };
}
