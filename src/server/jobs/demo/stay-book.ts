import type { Destination } from '#domain/stays/commands.ts';
import { hoursBefore } from './demo-time.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { NamedPlace, ToldConflict, ToldHousehold, ToldStay, ToldStep } from './told-people.ts';

/** Of a hundred movements so many were entered without a network and came in hours later (assumption). */
const LATE = 4;

type StepOf = Pick<ToldStep, 'personId' | 'stayId' | 'kind'> & Partial<Pick<ToldStep, 'destination' | 'toPointId'>>;

/** Writes down stays and what was said of them, as the commands of live use do. */
export class StayBook {
	readonly told: { stays: ToldStay[]; steps: ToldStep[]; conflicts: ToldConflict[] } = {
		stays: [],
		steps: [],
		conflicts: []
	};
	readonly #random: SeededRandom;
	readonly #now: string;

	constructor(random: SeededRandom, now: string) {
		this.#random = random;
		this.#now = now;
	}

	/** A household is checked in. */
	arrive({ members }: ToldHousehold, place: NamedPlace, at: string): ToldStay[] {
		return this.#begin(
			members.map(({ id }) => ({ personId: id, fromStayId: null })),
			place,
			at
		);
	}

	/** People who were sent from elsewhere arrive. */
	arriveFrom(earlier: readonly ToldStay[], place: NamedPlace, at: string): ToldStay[] {
		for (const stay of earlier) Object.assign(stay, { state: 'out', version: stay.version + 1 });
		return this.#begin(
			earlier.map(({ personId, id }) => ({ personId, fromStayId: id })),
			place,
			at
		);
	}

	/** People leave for good. */
	leave(stays: readonly ToldStay[], place: NamedPlace, at: string, destination: Destination): void {
		this.#end(stays, place, at, { state: 'out', destination, toPointId: null });
	}

	/** People set out for another shelter. */
	send(stays: readonly ToldStay[], place: NamedPlace, to: NamedPlace, at: string): void {
		this.#end(stays, place, at, { state: 'sent', destination: 'transfer', toPointId: to.point.id });
	}

	/** Another place says that it has somebody. */
	claim(stay: ToldStay, place: NamedPlace, at: string): void {
		const { personId } = stay;
		const [step] = this.#say(place, at, [{ personId, stayId: null, kind: 'claim' }]);
		this.told.conflicts.push({
			id: this.#random.id(at),
			personId,
			stayId: stay.id,
			stayPointId: stay.pointId,
			claimPointId: place.point.id,
			claimStepId: step!.id,
			claimedAt: at
		});
	}

	#begin(
		people: readonly Pick<ToldStay, 'personId' | 'fromStayId'>[],
		place: NamedPlace,
		inObservedAt: string
	): ToldStay[] {
		const begun = people.map((person): ToldStay => ({
			...person,
			id: this.#random.id(inObservedAt),
			pointId: place.point.id,
			state: 'in',
			inObservedAt,
			outObservedAt: null,
			destination: null,
			toPointId: null,
			version: 1
		}));
		this.told.stays.push(...begun);
		const steps = begun.map(({ id, personId, fromStayId }): StepOf => {
			return { personId, stayId: id, kind: fromStayId === null ? 'in' : 'arrived' };
		});
		this.#say(place, inObservedAt, steps);
		return begun;
	}

	#end(
		stays: readonly ToldStay[],
		place: NamedPlace,
		at: string,
		end: Pick<ToldStay, 'state' | 'destination' | 'toPointId'>
	): void {
		const { destination, toPointId } = end;
		for (const stay of stays) Object.assign(stay, { ...end, outObservedAt: at, version: stay.version + 1 });
		const kind = end.state === 'sent' ? 'sent' : 'out';
		this.#say(
			place,
			at,
			stays.map(({ id, personId }) => ({ personId, stayId: id, kind, destination, toPointId }))
		);
	}

	/** Keeps what a place's tablet said of people at once. */
	#say(place: NamedPlace, observedAt: string, steps: readonly StepOf[]): ToldStep[] {
		const isLate = this.#random.next() * 100 < LATE;
		const receivedAt = hoursBefore(observedAt, -this.#random.between(0.002, isLate ? 5 : 0.03));
		const said = steps.map((step): ToldStep => ({
			destination: null,
			toPointId: null,
			...step,
			id: this.#random.id(observedAt),
			pointId: place.point.id,
			observedAt,
			receivedAt: receivedAt < this.#now ? receivedAt : this.#now,
			reporter: place.reporter
		}));
		this.told.steps.push(...said);
		return said;
	}
}
