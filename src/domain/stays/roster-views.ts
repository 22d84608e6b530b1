import { NEED_NAMES, type Need } from '../people/person.ts';
import type { RosterFamily, RosterMember } from './roster.ts';

/* What the screens of a place make of its list. */

/** The families with somebody in a state, with only those members; the others of the family are counted. */
export interface FamilyThere {
	family: RosterFamily;
	there: RosterMember[];
	/** Members who are not among them. */
	others: number;
}

/** Families with members in a state. */
export function familiesIn(families: readonly RosterFamily[], state: RosterMember['state']): FamilyThere[] {
	return families.flatMap((family) => {
		const there = family.members.filter((member) => member.state === state);
		return there.length > 0 ? [{ family, there, others: family.members.length - there.length }] : [];
	});
}

/** Families of one village, as a list shows them. */
export interface VillageGroup {
	homeCode: string;
	families: FamilyThere[];
	people: number;
}

/** Families by home, in the order of the names of their homes; within a home those who came last stand first. */
export function byVillage(
	families: readonly FamilyThere[],
	compare: (homeA: string, homeB: string) => number
): VillageGroup[] {
	const groups = new Map<string, FamilyThere[]>();
	for (const each of families) groups.set(each.family.homeCode, [...(groups.get(each.family.homeCode) ?? []), each]);
	return [...groups]
		.map(([homeCode, of]) => ({
			homeCode,
			families: of.toSorted((a, b) => cameLast(b).localeCompare(cameLast(a)) || a.family.id.localeCompare(b.family.id)),
			people: of.reduce((sum, { there }) => sum + there.length, 0)
		}))
		.sort((a, b) => compare(a.homeCode, b.homeCode));
}

/** When the last of a family came; empty where nobody is there. */
export const cameLast = ({ there }: FamilyThere) =>
	there.map(({ since }) => since ?? '').reduce((a, b) => (a > b ? a : b), '');

/** The needs in sight at a place, in numbers. */
export function needCounts(families: readonly FamilyThere[]): Map<Need, number> {
	const counts = new Map<Need, number>();
	for (const { person } of families.flatMap(({ there }) => there))
		for (const need of person.needs) counts.set(need, (counts.get(need) ?? 0) + 1);
	return counts;
}

/**
 * Families that a search finds: every word is the beginning of a masked name, part of the home's name, or a need, in
 * either language.
 *
 * @param homeName words of a home, such as `township · village`
 */
export function searchFamilies(
	families: readonly FamilyThere[],
	text: string,
	homeName: (code: string) => string
): FamilyThere[] {
	const words = text.normalize('NFKC').trim().toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) return [...families];
	return families.filter(({ family, there }) =>
		words.every(
			(word) => homeName(family.homeCode).toLowerCase().includes(word) || there.some((member) => isMeant(member, word))
		)
	);
}

function isMeant({ person }: RosterMember, word: string): boolean {
	if (person.name.replace(/\*+$/, '').toLowerCase().startsWith(word) || word.startsWith(surname(person.name)))
		return true;
	return person.needs.some((need) => {
		const { zh, en } = NEED_NAMES[need];
		return zh.includes(word) || en.toLowerCase().includes(word);
	});
}

/** The part of a masked name in sight; a whole name typed finds those it may stand for. */
function surname(masked: string): string {
	return masked.replace(/\*.*$/, '').toLowerCase() || '\uffff';
}
