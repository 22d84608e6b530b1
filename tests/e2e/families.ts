import type { Page } from '@playwright/test';
import { idCheckDigit } from '#domain/people/id-number.ts';
import { newId } from '#client/live/new-id.ts';
import { ask, command } from './acting.ts';

/** A family as the county has it, with the numbers that its members show at the door. */
export interface Family {
	householdId: string;
	personIds: string[];
	numbers: string[];
}

/** An ID number of somebody who does not exist, another each time. */
export function inventNumber(born = '19620408', sex: 'male' | 'female' = 'male'): string {
	const order = String(Math.floor(Math.random() * 499) * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0');
	const area = `4304${String(Math.floor(Math.random() * 90) + 10)}`;
	const digits = `${area}${born}${order}`;
	return digits + idCheckDigit(digits);
}

/** Registers a family of these names as the page's account does: the first is its head. */
export async function registerFamily(page: Page, homeCode: string, names: readonly string[]): Promise<Family> {
	const members = names.map((name, at) => ({
		personId: newId(),
		name,
		document: { kind: 'residentId', number: inventNumber(at === 0 ? '19550408' : '19880206') },
		relation: at === 0 ? 'head' : 'child',
		needs: at === 0 ? ['diet'] : [],
		phone: '',
		mayBeFound: true
	}));
	const householdId = newId();
	await command(page, 'households.register', { operationId: newId(), householdId, homeCode, members });
	return {
		householdId,
		personIds: members.map(({ personId }) => personId),
		numbers: members.map(({ document }) => document.number)
	};
}

/** Checks people in past the screens. */
export async function checkIn(page: Page, pointId: string, personIds: readonly string[]): Promise<void> {
	const deviceTime = new Date().toISOString();
	await command(page, 'stays.checkIn', { operationId: newId(), pointId, personIds, deviceTime });
}

/** Ids of those who are at a place, as the county knows. */
export async function presentAt(page: Page, pointId: string): Promise<string[]> {
	const { present } = await ask<{ present: { person: { id: string } }[] }>(page, 'stays.list', { pointId, limit: 500 });
	return present.map(({ person }) => person.id);
}
