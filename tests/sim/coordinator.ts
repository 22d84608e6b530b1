import type { PayloadOf, SendableKind } from '#domain/sync/operation.ts';
import type { Seeded } from './seeded.ts';
import type { SimTablet } from './sim-tablet.ts';
import { personsOf, type FamilyMember, type Stage } from './stage.ts';

/** What coordinators do, and how often of a hundred. */
const DEEDS = {
	checkInKnown: 22,
	checkInFamily: 22,
	checkOut: 14,
	transferOut: 9,
	transferIn: 9,
	count: 12,
	correct: 3,
	register: 4,
	withdraw: 3,
	dismiss: 1,
	retry: 1
};

/** People on their way, as the note says that goes with them. */
interface Way {
	personIds: string[];
	toPointId: string;
}

/** What is known beyond one tablet: who was sent where. */
export class Noticeboard {
	readonly ways: Way[] = [];
}

/** A coordinator at a tablet: she knows whom she took in herself, and what the noticeboard says. */
export class Coordinator {
	readonly #tablet: SimTablet;
	readonly #seeded: Seeded;
	readonly #stage: Stage;
	readonly #board: Noticeboard;
	/** Who is here, as she believes: by the ids that her tablet knows them by. */
	#here = new Set<string>();
	/** The ids that her tablet gave to families. */
	#ids = new Map<readonly FamilyMember[], string[]>();

	constructor(tablet: SimTablet, seeded: Seeded, stage: Stage, board: Noticeboard) {
		this.#tablet = tablet;
		this.#seeded = seeded;
		this.#stage = stage;
		this.#board = board;
		tablet.onCleared = () => {
			this.#here = new Set();
			this.#ids = new Map();
		};
	}

	/** Does one thing, such as is to be done now. */
	act(): void {
		if (!this.#tablet.isAlive) return;
		const deed = this.#seeded.weighted(DEEDS);
		switch (deed) {
			case 'checkInKnown':
				return this.#checkIn(this.#seeded.some(this.#seeded.among(this.#stage.known), 4));
			case 'checkInFamily':
				return this.#checkInFamily(this.#seeded.among(this.#stage.families));
			case 'checkOut':
				return this.#leave((personIds) => {
					const destination = this.#seeded.among(['home', 'relatives', 'hospital', 'mistake'] as const);
					this.#enqueue('stay.checkOut', { pointId: this.#pointId, personIds, destination });
				});
			case 'transferOut':
				return this.#leave((personIds) => {
					const toPointId = this.#seeded.among(this.#stage.pointIds.filter((id) => id !== this.#pointId));
					this.#board.ways.push({ personIds, toPointId });
					this.#enqueue('stay.transferOut', { pointId: this.#pointId, personIds, toPointId });
				});
			case 'transferIn':
				return this.#takeIn();
			case 'count':
				return this.#enqueue('count.submit', { pointId: this.#pointId, people: this.#seeded.whole(0, 300) });
			case 'correct':
				return this.#enqueue('count.correct', {
					pointId: this.#pointId,
					people: this.#seeded.whole(0, 300),
					reason: '数错了'
				});
			case 'register':
				return this.#register(this.#seeded.among(this.#stage.families));
			case 'withdraw':
				return this.#changeOne('queued', (engine, id) => engine.withdraw(id));
			case 'dismiss':
				return this.#changeOne('refused', (engine, id) => engine.dismiss(id));
			case 'retry':
				return this.#tablet.act(async (engine) => engine.retryNow());
		}
	}

	get #pointId(): string {
		return this.#tablet.post.pointId;
	}

	#enqueue<K extends SendableKind>(kind: K, payload: PayloadOf<K>): void {
		this.#tablet.act((engine) => engine.enqueue(kind, payload, { subject: this.#pointId, label: kind }));
	}

	#checkIn(personIds: string[]): void {
		for (const id of personIds) this.#here.add(id);
		this.#enqueue('stay.checkIn', { pointId: this.#pointId, personIds });
	}

	/** A family comes to the door: registered in the same act, or by the ids that this tablet gave before. */
	#checkInFamily(family: readonly FamilyMember[]): void {
		const before = this.#ids.get(family);
		if (before && this.#seeded.chance(0.6)) return this.#checkIn(before);
		const { household, personIds } = this.#householdOf(family);
		for (const id of personIds) this.#here.add(id);
		this.#enqueue('stay.checkIn', { pointId: this.#pointId, personIds: [], household });
	}

	#register(family: readonly FamilyMember[]): void {
		this.#enqueue('household.register', this.#householdOf(family).household);
	}

	#householdOf(family: readonly FamilyMember[]) {
		const newId = () => this.#tablet.newId();
		const persons = personsOf(newId(), newId, family);
		const personIds = persons.map(({ id }) => id);
		this.#ids.set(family, personIds);
		const [{ householdId, homeCode }] = persons as [(typeof persons)[0]];
		const members = persons.map(({ id: personId, relation, mayBeFound, secret: { name, document } }) => ({
			personId,
			name,
			document,
			relation,
			mayBeFound
		}));
		return { household: { householdId, homeCode, members }, personIds };
	}

	#leave(go: (personIds: string[]) => void): void {
		if (this.#here.size === 0) return;
		const personIds = this.#seeded.some([...this.#here], 4);
		for (const id of personIds) this.#here.delete(id);
		go(personIds);
	}

	#takeIn(): void {
		const expected = this.#board.ways.filter(({ toPointId }) => toPointId === this.#pointId);
		if (expected.length === 0) return;
		const way = this.#seeded.among(expected);
		// The note may be followed twice.
		if (this.#seeded.chance(0.8)) this.#board.ways.splice(this.#board.ways.indexOf(way), 1);
		for (const id of way.personIds) this.#here.add(id);
		this.#enqueue('stay.transferIn', { pointId: this.#pointId, personIds: way.personIds });
	}

	#changeOne(
		state: 'queued' | 'refused',
		change: (engine: NonNullable<SimTablet['engine']>, operationId: string) => Promise<void>
	): void {
		const some = this.#tablet.disk.all.filter((operation) => operation.state === state);
		if (some.length === 0) return;
		const { operationId } = this.#seeded.among(some);
		this.#tablet.act((engine) => change(engine, operationId));
	}
}
