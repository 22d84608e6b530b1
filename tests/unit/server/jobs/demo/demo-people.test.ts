import { describe, expect, it } from 'vitest';
import { dayOf } from '#domain/audit/audit-entry.ts';
import { isInvented } from '#domain/people/demo-mark.ts';
import { ageOn } from '#domain/people/register-household.ts';
import { readIdNumber } from '#domain/people/id-number.ts';
import { documentKey, type IdentityDocument } from '#domain/people/identity-document.ts';
import type { Person, Relation } from '#domain/people/person.ts';
import { effectivePolicies } from '#domain/policies/policies.ts';
import { buildCounty } from '#server/areas/build-county.ts';
import { buildDemo } from '#server/jobs/demo/build-demo.ts';
import { readDemoRecipe } from '#server/jobs/demo/demo-recipe.ts';

const now = '2026-01-18T06:00:00.000Z';
const { areas } = await buildCounty('430426');
const recipe = readDemoRecipe();
const demo = buildDemo(recipe, areas, effectivePolicies([]), now);
const { households, stays, conflicts } = demo.people;
const persons = households.flatMap(({ members }) => members);
const age = ({ secret }: Person) => ageOn(secret.birthDate!, dayOf(new Date(now)));
const share = (count: number) => (count / persons.length) * 100;
const those = (is: (person: Person) => boolean) => share(persons.filter(is).length);

describe('the people of the demonstration', () => {
	it('are as many at each place as were counted there', () => {
		const named = new Map<string, number>();
		for (const { pointId, state } of stays) if (state === 'in') named.set(pointId, (named.get(pointId) ?? 0) + 1);
		for (const { history } of demo.points) {
			const { id, people, closedAt } = history.state.point;
			if (!closedAt) expect(named.get(id) ?? 0).toBe(people);
		}
		const present = stays.filter(({ state }) => state === 'in').map(({ personId }) => personId);
		expect(new Set(present).size).toBe(28_500);
		expect(present).toHaveLength(28_500);
		expect(persons.length - 28_500).toBeLessThan(160);
		expect(conflicts).toHaveLength(3);
	});

	it('live in households of one to seven, 3.1 on average, of real villages', () => {
		const sizes = households.map(({ members }) => members.length);
		expect(Math.min(...sizes)).toBe(1);
		expect(Math.max(...sizes)).toBe(7);
		expect(persons.length / households.length).toBeGreaterThan(2.95);
		expect(persons.length / households.length).toBeLessThan(3.25);
		const villages = new Set(areas.filter(({ level }) => level === 'village').map(({ code }) => code));
		expect(households.every(({ homeCode }) => villages.has(homeCode))).toBe(true);
	});

	it('have ages in keeping with who they are to each other', () => {
		const odd = households.filter(({ members }) => {
			const head = members.find(({ relation }) => relation === 'head')!;
			const spouse = members.find(({ relation }) => relation === 'spouse');
			const youngest = Math.min(age(head), spouse ? age(spouse) : age(head));
			const isInKeeping: Partial<Record<Relation, (years: number) => boolean>> = {
				spouse: (years) => Math.abs(years - age(head)) <= 8 && spouse?.secret.sex !== head.secret.sex,
				child: (years) => youngest - years >= 17,
				grandchild: (years) => youngest - years >= 34,
				parent: (years) => years - age(head) >= 17,
				grandparent: (years) => years - age(head) >= 40
			};
			return members.some((member) => {
				const years = age(member);
				return years >= 100 || years < 0 || isInKeeping[member.relation]?.(years) === false;
			});
		});
		expect(odd.map(({ members }) => members.map((member) => `${member.relation} ${age(member)}`))).toEqual([]);
	});

	it('have ages and needs in plausible shares', () => {
		expect(those((person) => age(person) < 15)).toBeGreaterThan(18);
		expect(those((person) => age(person) < 15)).toBeLessThan(24);
		expect(those((person) => age(person) >= 60)).toBeGreaterThan(22);
		expect(those((person) => age(person) >= 60)).toBeLessThan(30);
		expect(those(({ secret }) => secret.sex === 'female')).toBeGreaterThan(47);
		expect(those(({ secret }) => secret.sex === 'female')).toBeLessThan(54);
		for (const [need, low, high] of [
			['infant', 1, 5],
			['pregnant', 0.4, 1.5],
			['disabled', 1.5, 4],
			['chronic', 5, 10],
			['medication', 3, 8],
			['diet', 0.5, 2.5]
		] as const) {
			const having = those(({ needs }) => needs.includes(need));
			expect(having, need).toBeGreaterThan(low);
			expect(having, need).toBeLessThan(high);
		}
	});

	it('bear names that say they are invented, some of them rare, 王小明 among them in a shelter', () => {
		expect(persons.every(({ secret }) => isInvented(secret.name))).toBe(true);
		expect(persons.every(({ secret: { nextOfKin } }) => !nextOfKin || isInvented(nextOfKin.name))).toBe(true);
		const shelters = new Set(
			demo.points
				.filter(({ history }) => history.state.point.kind === 'shelter')
				.map(({ history }) => history.state.point.id)
		);
		const sheltered = new Set(
			stays.filter(({ state, pointId }) => state === 'in' && shelters.has(pointId)).map(({ personId }) => personId)
		);
		expect(persons.some(({ id, secret }) => secret.name === '王小明（演示）' && sheltered.has(id))).toBe(true);
		const isRare = ({ secret }: Person) => recipe.people.rareNames.some((name) => secret.name.includes(name));
		expect(persons.filter(isRare).length).toBeGreaterThan(5);
	});

	it('have documents that pass every check, are nobody else’s, and can be nobody’s', () => {
		const keys = persons.flatMap(({ secret }) => documentKey(secret.document) ?? []);
		expect(new Set(keys).size).toBe(keys.length);
		const having = (kind: IdentityDocument['kind']) => persons.filter(({ secret }) => secret.document.kind === kind);
		expect(having('none').length).toBeGreaterThan(50);
		expect(having('hkMacaoPermit').length).toBeGreaterThan(3);
		expect(having('taiwanPermit').length).toBeGreaterThan(3);
		for (const { secret } of having('residentId')) {
			const number = secret.document.kind === 'residentId' ? secret.document.number : '';
			expect(readIdNumber(number, new Date(now))).toMatchObject({ ok: true, value: { sex: secret.sex } });
			// 99 is no county of any city.
			expect(number.slice(0, 6)).toBe('430499');
			expect(Number(number[16]) % 2 === 1).toBe(secret.sex === 'male');
		}
		for (const { secret } of persons) expect(secret.phone).toMatch(/^$|^000-0/);
		const phones = persons.flatMap(({ secret }) => secret.phone || []);
		expect(new Set(phones).size).toBe(phones.length);
	});
});
