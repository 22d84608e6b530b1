import { describe, expect, it } from 'vitest';
import { questionAbout } from '#client/features/counts/swing.ts';

describe('what is asked before a figure is sent', () => {
	it.each([
		['a change of exactly half', 60, 40, null, null],
		['a change of more than half', 61, 40, null, 'half'],
		['an empty place', 0, 40, null, 'half'],
		['a small place that doubles', 4, 2, null, null],
		['people in a place that was empty', 45, 0, null, 'half'],
		['a first figure', 45, null, null, null],
		['more than there is room for', 55, 49, 50, 'capacity'],
		['a first figure beyond the room', 51, null, 50, 'capacity'],
		['still more than there is room for', 56, 55, 50, null],
		['the same figure', 40, 40, 100, null]
	] as const)('%s', (_, people, last, capacity, question) => {
		expect(questionAbout(people, last, capacity)).toBe(question);
	});
});
