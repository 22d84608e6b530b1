import { describe, expect, it } from 'vitest';
import { Id } from '#domain/shared/fields.ts';
import { RegisterShelterInput } from '#domain/shelters/register-shelter.ts';
import { effectivePolicies } from '#domain/policies/policies.ts';
import { buildCounty } from '#server/areas/build-county.ts';
import { buildDemo } from '#server/jobs/demo/build-demo.ts';
import { readDemoRecipe } from '#server/jobs/demo/demo-recipe.ts';

const now = '2026-01-18T06:00:00.000Z';
const { areas } = await buildCounty('430426');
const build = () => buildDemo(readDemoRecipe(), areas, effectivePolicies([]), now);

const demo = build();

describe('buildDemo', () => {
	it('is the same each time', () => {
		expect(JSON.stringify(build()) === JSON.stringify(demo)).toBe(true);
	});

	it('finds every place of its recipe in 祁东县', () => {
		for (const { recipe, shelter, township } of demo.shelters) {
			expect(township.area.name).toBe(recipe.township);
			expect(areas.find((area) => area.code === shelter.areaCode)?.name).toBe(recipe.village);
		}
	});

	it('shelters 3,000 people in 28 places by the recipe', () => {
		const open = readDemoRecipe().shelters.filter(({ people }) => people !== undefined);
		expect(open).toHaveLength(28);
		expect(open.reduce((sum, { people }) => sum + people!, 0)).toBe(3_000);
	});

	it('holds only what could have been entered by hand', () => {
		for (const { shelter, contact } of demo.shelters) {
			const {
				id,
				townshipCode: _township,
				capacity: _capacity,
				retiredAt: _retired,
				version: _version,
				...fields
			} = shelter;
			expect(RegisterShelterInput.parse({ ...fields, contact, operationId: id })).toMatchObject(fields);
		}
		const ids = demo.points.flatMap(({ history }) => history.observations.map(({ id }) => id));
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.every((id) => Id.safeParse(id).success)).toBe(true);
	});

	it('marks every invented name', () => {
		const { accounts, shelters } = demo;
		for (const { displayName } of accounts) expect(displayName).toContain('演示');
		for (const { contact } of shelters) expect(contact.name).toContain('演示');
		expect(new Set(accounts.map(({ displayName }) => displayName)).size).toBe(accounts.length);
	});
});
