import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { infosFor } from '#domain/warnings/choose-info.ts';
import { warningStates } from '#domain/warnings/warning-state.ts';
import { kindOfWarning, warningKey, type Warning } from '#domain/warnings/warning.ts';
import { infoOf, warningOf } from './warnings.ts';

const NOON = new Date('2026-01-12T12:00:00Z');
const at = (hour: number) => new Date(Date.UTC(2026, 0, 12, hour)).toISOString();
const states = (warnings: readonly Warning[], now = NOON) => {
	const found = warningStates(warnings, now);
	return warnings.map((warning) => found.get(warningKey(warning)));
};

const first = warningOf('a', { sent: at(1) });
const update = warningOf('b', { sent: at(2), messageType: 'Update', references: [first] });
const cancel = warningOf('c', { sent: at(3), messageType: 'Cancel', references: [update] });

describe('how a warning stands', () => {
	test('in force from its effective time until all its info blocks are over', () => {
		expect(states([first])).toEqual(['inForce']);
		expect(states([first], new Date('2026-01-11T23:59:00Z'))).toEqual(['future']);
		expect(states([first], new Date('2026-01-13T00:00:00Z'))).toEqual(['expired']);
		const longer = { ...first, infos: [infoOf(), infoOf({ language: 'en-US', expires: null })] };
		expect(states([longer], new Date('2026-02-01T00:00:00Z'))).toEqual(['inForce']);
	});

	test('an update replaces; a cancellation of the update cancels what it replaced too', () => {
		expect(states([first, update])).toEqual(['replaced', 'inForce']);
		expect(states([first, update, cancel])).toEqual(['cancelled', 'cancelled', 'cancelled']);
	});

	test('in whatever order they come in', () => {
		fc.assert(
			fc.property(fc.shuffledSubarray([first, update, cancel], { minLength: 3 }), (shuffled) => {
				expect(states(shuffled)).toEqual(['cancelled', 'cancelled', 'cancelled']);
			})
		);
	});

	test('nobody else, no exercise, nothing sent before, and no circle of references ends a warning', () => {
		const foreign = { ...update, sender: 'someone@example.com' };
		const exercise = { ...update, status: 'Exercise' as const };
		const before = { ...update, sent: at(0) };
		expect(states([first, foreign])[0]).toBe('inForce');
		expect(states([first, exercise])).toEqual(['inForce', 'notActual']);
		expect(states([first, before])[0]).toBe('inForce');
		const unknown = warningOf('d', { messageType: 'Update', references: [{ ...first, identifier: 'nowhere' }] });
		expect(states([first, unknown])).toEqual(['inForce', 'inForce']);
		const circle: Warning = { ...update, references: [update, first] };
		expect(states([first, circle])).toEqual(['replaced', 'inForce']);
	});
});

test('the reader’s language where the file has it, else its first', () => {
	const warning = { infos: [infoOf(), infoOf({ language: 'en-US', event: 'Snow' }), infoOf({ event: '大风' })] };
	expect(infosFor(warning, 'zh').map(({ event }) => event)).toEqual(['暴雪', '大风']);
	expect(infosFor(warning, 'en').map(({ event }) => event)).toEqual(['Snow']);
	expect(infosFor({ infos: [infoOf()] }, 'en')).toHaveLength(1);
});

test.each([
	['暴雪', 'snow'],
	['道路结冰', 'freeze'],
	['电线积冰', 'freeze'],
	['Icing of power lines', 'freeze'],
	['雷雨大风', 'windHail'],
	['Flash Flood', 'flashFlood'],
	['森林火险', 'wildfire'],
	['空袭', null]
])('%s is of kind %s', (event, kind) => expect(kindOfWarning(event)).toBe(kind));
