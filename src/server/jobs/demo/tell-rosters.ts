import { dayOf } from '#domain/audit/audit-entry.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import type { Person } from '#domain/people/person.ts';
import { ageOn } from '#domain/people/register-household.ts';
import { GROUP_NAMES, GROUPS, type Group } from '#domain/rosters/groups.ts';
import type { NewEntry } from '../../repositories/roster-entries.ts';
import type { DemoAccountRow } from './demo-accounts.ts';
import { hoursBefore } from './demo-time.ts';
import type { HouseholdMaker } from './household-maker.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { ToldHousehold } from './told-people.ts';

/** A line of a roster, with whom it may speak of where a person has to say so. */
export interface ToldEntry extends NewEntry {
	candidateIds: string[];
}

/** A roster as the civil-affairs bureau gave it. */
export interface ToldRoster {
	id: string;
	kind: Group;
	areaCode: string;
	fileName: string;
	importedAt: string;
	importedBy: DemoAccountRow;
	entries: ToldEntry[];
}

/** Days before the end that the rosters were imported. */
const DAYS_AGO = 40;
/** Of a hundred lines that have an ID number in the register, so many have none in the roster. */
const WITHOUT_NUMBER = 3;
/** Lines of each roster that speak of nobody registered. */
const UNREGISTERED = 2;

/** Who may be in a group, and how many of a thousand of those are (assumption, of the order of county figures). */
const SHARES: Readonly<
	Record<Group, { of: (person: Person, age: number, size: number) => boolean; perMille: number }>
> = {
	minimumLiving: { of: () => true, perMille: 24 },
	extremePoverty: { of: (_, age, size) => age >= 60 && size === 1, perMille: 60 },
	lowIncomeEdge: { of: () => true, perMille: 8 },
	orphan: { of: ({ relation }, age) => age < 18 && relation === 'grandchild', perMille: 12 },
	childInNeed: { of: (_, age) => age < 18, perMille: 9 },
	severeDisability: { of: ({ needs }) => needs.includes('disabled'), perMille: 250 },
	elderlyAlone: { of: (_, age, size) => age >= 75 && size === 1, perMille: 600 },
	veteranCare: { of: ({ secret }, age) => age >= 55 && secret.sex === 'male', perMille: 20 }
};
const LEVELS: Partial<Record<Group, readonly string[]>> = {
	minimumLiving: ['A 类', 'B 类', 'C 类'],
	severeDisability: ['一级', '二级'],
	extremePoverty: ['分散供养']
};

/** Makes the eight rosters of the county from who is registered; a few lines need a person's decision, or a visit. */
export function tellRosters(
	households: readonly ToldHousehold[],
	{ county, villages }: { county: string; villages: readonly string[] },
	{ by, maker, random, now }: { by: DemoAccountRow; maker: HouseholdMaker; random: SeededRandom; now: string }
): ToldRoster[] {
	const importedAt = hoursBefore(now, DAYS_AGO * 24);
	const today = dayOf(new Date(now));
	const own = households.filter(({ homeCode }) => homeCode.startsWith(county));
	return GROUPS.map((kind) => {
		const { of, perMille } = SHARES[kind];
		const entries: ToldEntry[] = [];
		const add = (person: Person, areaCode: string, isRegistered: boolean) => {
			const isNumbered = isRegistered && random.next() * 100 >= WITHOUT_NUMBER;
			const document = isNumbered ? person.secret.document : ({ kind: 'none', reason: '名册未填证件号码' } as const);
			const levels = LEVELS[kind] ?? [''];
			const level = levels[Math.floor(random.next() * levels.length)]!;
			entries.push({
				id: random.id(importedAt),
				row: entries.length + 2,
				areaCode,
				secret: { name: person.secret.name, document, level, note: '' },
				identity: documentKey(document) ?? `${areaCode} ${person.secret.name}`,
				candidateIds: isRegistered && documentKey(document) === null ? [person.id] : []
			});
		};
		for (const { members, homeCode } of own)
			for (const person of members) {
				const { birthDate } = person.secret;
				if (birthDate === null || random.next() * 1000 >= perMille) continue;
				if (of(person, ageOn(birthDate, today), members.length)) add(person, homeCode, true);
			}
		for (let at = 0; at < UNREGISTERED; at++) {
			const village = villages[Math.floor(random.next() * villages.length)]!;
			add(maker.make('oldPeople', 1, village, importedAt).members[0]!, village, false);
		}
		const fileName = `${GROUP_NAMES[kind].zh}名册（演示）.xlsx`;
		return { id: random.id(importedAt), kind, areaCode: county, fileName, importedAt, importedBy: by, entries };
	});
}
