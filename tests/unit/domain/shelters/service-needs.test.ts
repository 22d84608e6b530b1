import { expect, it } from 'vitest';
import { effectivePolicies } from '#domain/policies/policies.ts';
import { missingServices, serviceNeeds } from '#domain/shelters/service-needs.ts';

const policies = effectivePolicies([]);

it('reckons what people need shelter by shelter, since a toilet in one does not serve another', () => {
	expect(serviceNeeds([21, 200, 201, 0], policies)).toEqual({
		waterLitres: 422 * 15,
		toilets: 2 + 10 + 11,
		taps: 3,
		helpers: 2 + 10 + 11,
		medics: 1 + 1 + 2,
		police: 1 + 1 + 2
	});
	expect(serviceNeeds([], policies).toilets).toBe(0);
});

it('names the services that occupied shelters lack, the most people first', () => {
	const shelters = [
		{ people: 50, services: ['water', 'power'] as const },
		{ people: 30, services: ['water'] as const },
		{ people: 0, services: [] }
	];
	expect(missingServices(shelters, ['power', 'heating', 'water'])).toEqual([
		{ service: 'heating', shelters: 2, people: 80 },
		{ service: 'power', shelters: 1, people: 30 }
	]);
});
