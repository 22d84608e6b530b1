import { pick } from './choose.ts';
import { hoursBefore } from './demo-time.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { PeopleTeller, Presence } from './tell-people.ts';
import type { NamedPlace } from './told-people.ts';

/** Households that were in a shelter and have gone: home, to a hospital, elsewhere. */
const GONE = [...Array<'home'>(10).fill('home'), 'hospital', 'hospital', 'other'] as const;
/** Households on the way between two shelters, by the hours since they left. */
const ON_THE_WAY = [0.35, 1.2] as const;
/** Conflicts not settled yet, by the hours since the second place said that it has the person. */
const CONFLICTS = [0.6, 2.3, 5.1] as const;

/**
 * What a desk has to do with: people who have left and are counted nowhere, families on the way, and people whom two
 * shelters say they have. None of it changes who is at which place.
 */
export function tellStories(teller: PeopleTeller): void {
	const { random, book, now } = teller;
	const present = teller.presences.filter(({ place, stays }) => isShelterOfFamilies(place) && stays.length > 0);
	const places = [...new Set(present.map(({ place }) => place))];
	const recent = places.filter(({ to }) => to > hoursBefore(now, 3));
	if (recent.length < 2) return;
	for (const destination of GONE) {
		const place = pick(random, places);
		const at = hoursBefore(place.to, random.between(30, 50));
		if (at < place.from) continue;
		const { stays } = teller.arrive(place, at, destination === 'hospital' ? 1 : 5);
		book.leave(stays, place, hoursBefore(place.to, random.between(1, 20)), destination);
	}
	for (const hours of ON_THE_WAY) {
		const [from, to] = twoOf(random, recent);
		const { household, stays } = teller.arrive(from, hoursBefore(from.to, random.between(20, 40)), 4);
		book.send(stays, from, to, hoursBefore(now, hours));
		teller.widen(household, to);
	}
	for (const hours of CONFLICTS) {
		const [from, to] = twoOf(random, recent);
		const there = present.filter(
			({ place, stays }) => place === from && hasBeenSince(stays, hoursBefore(now, hours + 2))
		);
		const { household, stays } = pick(random, there);
		book.claim(pick(random, stays), to, hoursBefore(now, hours));
		teller.widen(household, to);
	}
}

function isShelterOfFamilies({ point, origin }: NamedPlace): boolean {
	return point.kind === 'shelter' && origin === 'village';
}

const hasBeenSince = (stays: Presence['stays'], at: string) => stays.every(({ inObservedAt }) => inObservedAt < at);

function twoOf(random: SeededRandom, places: readonly NamedPlace[]): [NamedPlace, NamedPlace] {
	const one = pick(random, places);
	return [
		one,
		pick(
			random,
			places.filter((place) => place !== one)
		)
	];
}
