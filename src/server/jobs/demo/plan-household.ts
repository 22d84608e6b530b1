import type { Sex } from '#domain/people/id-number.ts';
import type { Relation } from '#domain/people/person.ts';
import { choose, wholeBetween } from './choose.ts';
import { HOUSEHOLD_KINDS, type Origin, type Part } from './household-kinds.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A member of an invented household, not named yet. */
export interface PlannedMember {
	relation: Relation;
	sex: Sex;
	/** Whole years. */
	age: number;
	/** Whether this member bears the name of the household's men, who hand it on. */
	bearsFamilyName: boolean;
}

const RELATION_OF: Readonly<Record<Part, Relation>> = {
	spouse: 'spouse',
	child: 'child',
	grownChild: 'child',
	childInLaw: 'other',
	grandchild: 'grandchild',
	parent: 'parent',
	grandparent: 'grandparent',
	sibling: 'sibling'
};

const OLDEST = 97;

const otherSex = (sex: Sex): Sex => (sex === 'male' ? 'female' : 'male');

/** Plans a household of at most so many members, its ages in keeping with each other; the head comes first. */
export function planHousehold(random: SeededRandom, origin: Origin, most: number): PlannedMember[] {
	const kind = choose(
		random,
		HOUSEHOLD_KINDS[origin].filter(({ others }) => others.length < most)
	);
	const isCouple = kind.others.includes('spouse');
	const sex: Sex = random.next() < (isCouple ? 0.88 : 0.45) ? 'male' : 'female';
	const hasLine = kind.others.some((part) => part === 'child' || part === 'grandchild' || part === 'grownChild');
	const head: PlannedMember = {
		relation: 'head',
		sex,
		age: wholeBetween(random, ...kind.headAge),
		bearsFamilyName: sex === 'male' || !(isCouple || hasLine)
	};
	const members = [head];
	const last = new Map<Part, PlannedMember>();
	for (const part of kind.others) {
		const member = { relation: RELATION_OF[part], ...plan(random, part, members, last) };
		members.push(member);
		last.set(part, member);
	}
	return members;
}

/** Age, sex and name of one more member, by those there already; `last` has the latest of each part. */
function plan(
	random: SeededRandom,
	part: Part,
	[head, ...others]: readonly PlannedMember[],
	last: ReadonlyMap<Part, PlannedMember>
): Omit<PlannedMember, 'relation'> {
	const between = (low: number, high: number) => wholeBetween(random, low, high);
	const before = last.get(part);
	const elder = head!;
	const spouse = others.find(({ relation }) => relation === 'spouse');
	const youngest = Math.min(elder.age, spouse?.age ?? elder.age);
	const anySex: Sex = random.next() < 0.52 ? 'male' : 'female';
	switch (part) {
		case 'spouse': {
			const older = between(-2, 5);
			const age = Math.max(elder.age + (elder.sex === 'male' ? -older : older), 22);
			return { sex: otherSex(elder.sex), age, bearsFamilyName: elder.sex === 'female' };
		}
		case 'child': {
			const age = before ? before.age - between(1, 5) : Math.min(youngest - between(20, 27), 24);
			return { sex: anySex, age: Math.max(age, 0), bearsFamilyName: true };
		}
		case 'grownChild':
			return { sex: 'male', age: Math.min(youngest - between(21, 28), 42), bearsFamilyName: true };
		case 'childInLaw': {
			const son = last.get('grownChild')!;
			return { sex: 'female', age: Math.max(son.age - between(-2, 4), 21), bearsFamilyName: false };
		}
		case 'grandchild': {
			const parents = [last.get('grownChild'), last.get('childInLaw')].filter((parent) => parent !== undefined);
			const most = Math.min(...parents.map(({ age }) => age - 20), youngest - 40, 15);
			return { sex: anySex, age: between(0, Math.max(most, 0)), bearsFamilyName: random.next() < 0.85 };
		}
		case 'parent': {
			const sex: Sex = before ? otherSex(before.sex) : random.next() < 0.3 ? 'male' : 'female';
			const near = before
				? before.age + (sex === 'male' ? between(-1, 4) : -between(-1, 4))
				: elder.age + between(21, 31);
			return { sex, age: Math.min(Math.max(near, elder.age + 19), OLDEST), bearsFamilyName: sex === 'male' };
		}
		case 'grandparent':
			return { sex: 'female', age: Math.min(elder.age + between(44, 54), OLDEST), bearsFamilyName: false };
		case 'sibling':
			return { sex: anySex, age: Math.max(elder.age + between(-6, 6), 16), bearsFamilyName: elder.bearsFamilyName };
	}
}
