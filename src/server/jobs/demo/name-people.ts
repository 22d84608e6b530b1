import { DEMO_MARK } from '#domain/people/demo-mark.ts';
import { choose, pick } from './choose.ts';
import type { NameLists } from './demo-recipe.ts';
import type { PlannedMember } from './plan-household.ts';
import type { SeededRandom } from './seeded-random.ts';

/** One in so many people has a given name with a rare character. */
const RARE_ONE_IN = 1_200;

/** Invents names and marks them (`王小明（演示）`): the family's name for its line, another for who married in. */
export class Namer {
	readonly #lists: NameLists;
	readonly #families: { name: string; weight: number }[];
	readonly #random: SeededRandom;

	constructor(lists: NameLists, random: SeededRandom) {
		this.#lists = lists;
		this.#families = lists.familyNames.map((name, at) => ({ name, weight: 1 / (at + 4) }));
		this.#random = random;
	}

	/** Names a household. `known` gives the family's name and a boy's, if it has one. */
	nameHousehold(members: readonly PlannedMember[], known?: { familyName: string; boy: string }): string[] {
		const family = known?.familyName ?? this.#familyName();
		const boy = members.findIndex(isBoyOfTheLine);
		return members.map((member, at) => {
			const given = known && at === boy ? known.boy : this.#givenName(member);
			return `${member.bearsFamilyName ? family : this.#familyName()}${given}${DEMO_MARK}`;
		});
	}

	/** A name for somebody of an age. */
	name(member: Pick<PlannedMember, 'sex' | 'age'>): string {
		return `${this.#familyName()}${this.#givenName(member)}${DEMO_MARK}`;
	}

	#familyName(): string {
		return choose(this.#random, this.#families).name;
	}

	#givenName({ sex, age }: Pick<PlannedMember, 'sex' | 'age'>): string {
		if (this.#random.next() * RARE_ONE_IN < 1) return pick(this.#random, this.#lists.rareNames);
		const generation = age >= 58 ? 'old' : age >= 30 ? 'middle' : 'young';
		return pick(this.#random, this.#lists.given[sex][generation]);
	}
}

/** A schoolboy who bears his family's name. */
export function isBoyOfTheLine({ relation, sex, age, bearsFamilyName }: PlannedMember): boolean {
	return relation === 'child' && sex === 'male' && bearsFamilyName && age >= 6 && age < 18;
}
