import { decideRegisterHousehold } from '#domain/people/register-household.ts';
import type { MemberInput, Person, RegisterHouseholdInput } from '#domain/people/person.ts';
import { accept } from '../../commands/execute.ts';
import { pick } from './choose.ts';
import type { NameLists } from './demo-recipe.ts';
import type { Origin } from './household-kinds.ts';
import { DocumentMaker } from './invent-document.ts';
import { inventNeeds } from './invent-needs.ts';
import { isBoyOfTheLine, Namer } from './name-people.ts';
import { planHousehold, type PlannedMember } from './plan-household.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A household of the demonstration as it was registered. */
export interface MadeHousehold {
	id: string;
	homeCode: string;
	registeredAt: string;
	members: Person[];
}

/** The family that guides and tests look for. */
export const KNOWN_FAMILY = { familyName: '王', boy: '小明' };

const DAY = 86_400_000;
/** Share of those asked who do not want to be told of to relatives (assumption). */
const NOT_TO_BE_FOUND = 0.06;
const KIN = ['儿子', '女儿', '兄弟', '姐妹', '侄子', '外甥女'];

/** Invents households and registers them by the rules of live use. */
export class HouseholdMaker {
	readonly #random: SeededRandom;
	readonly #namer: Namer;
	readonly #documents: DocumentMaker;
	readonly #bornBefore: string;

	/** @param bornBefore the day on which everybody has the age that they are planned with */
	constructor(names: NameLists, countyCode: string, bornBefore: string, random: SeededRandom) {
		this.#random = random;
		this.#namer = new Namer(names, random);
		this.#documents = new DocumentMaker(countyCode, random);
		this.#bornBefore = bornBefore;
	}

	/** Makes a household of at most so many members; `known` is the family of 王小明. */
	make(origin: Origin, most: number, homeCode: string, at: string, known?: typeof KNOWN_FAMILY): MadeHousehold {
		let planned = planHousehold(this.#random, origin, most);
		while (known && !planned.some(isBoyOfTheLine)) planned = planHousehold(this.#random, origin, most);
		const names = this.#namer.nameHousehold(planned, known);
		const id = this.#random.id(at);
		const members = planned.map((member, index) => this.#member(member, names[index]!, planned.length, at));
		const input: RegisterHouseholdInput = { operationId: id, householdId: id, homeCode, members };
		return { id, homeCode, registeredAt: at, members: accept(decideRegisterHousehold(input, new Date(at))) };
	}

	#member(member: PlannedMember, name: string, size: number, at: string): MemberInput {
		const { relation, sex, age } = member;
		const birthDate = this.#birthDate(age);
		const hasPhone = this.#random.next() < (age < 13 ? 0 : age < 18 ? 0.15 : age < 75 ? 0.8 : 0.4);
		const namesKin = this.#random.next() < (size === 1 ? 0.6 : relation === 'head' ? 0.12 : 0);
		return {
			personId: this.#random.id(at),
			name,
			document: this.#documents.document(sex, birthDate, age),
			relation,
			sex,
			birthDate,
			phone: hasPhone ? this.#documents.phone() : '',
			...inventNeeds(this.#random, member),
			nextOfKin: namesKin ? this.#nextOfKin(age) : null,
			mayBeFound: this.#random.next() >= NOT_TO_BE_FOUND
		};
	}

	#birthDate(age: number): string {
		const year = Number(this.#bornBefore.slice(0, 4)) - age;
		const birthday = Date.parse(`${String(year)}${this.#bornBefore.slice(4).replace('-02-29', '-02-28')}T00:00:00Z`);
		return new Date(birthday - Math.floor(this.#random.next() * 365) * DAY).toISOString().slice(0, 10);
	}

	#nextOfKin(age: number): NonNullable<MemberInput['nextOfKin']> {
		const relation = pick(this.#random, age >= 55 ? KIN : KIN.slice(2, 4));
		const sex = relation === '儿子' || relation === '兄弟' || relation === '侄子' ? 'male' : 'female';
		const kinAge = relation === '兄弟' || relation === '姐妹' ? age : age - 26;
		return { name: this.#namer.name({ sex, age: kinAge }), phone: this.#documents.phone(), relation };
	}
}
