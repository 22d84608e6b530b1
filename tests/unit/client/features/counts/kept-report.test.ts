import { beforeEach, expect, it } from 'vitest';
import { CountForm } from '#client/features/counts/count-form.svelte.ts';
import { findKeptReport, forgetReport, keepReport, type ReportStorage } from '#client/features/counts/kept-report.ts';
import { aPoint } from './a-point.ts';

const point = aPoint();
const report = new CountForm(() => point).toReport('2026-01-26T02:00:00.000Z');
let kept: Map<string, string>;
let storage: ReportStorage;

beforeEach(() => {
	kept = new Map();
	storage = {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key)
	};
});

it('gives a report back with the same operation id', () => {
	expect(keepReport(storage, 'anna', report)).toBe(true);
	expect(findKeptReport(storage, 'anna', point.id)).toEqual(report);
	forgetReport(storage, 'anna', point.id);
	expect(findKeptReport(storage, 'anna', point.id)).toBeNull();
});

it('does not hand one account’s report to another on a shared tablet', () => {
	keepReport(storage, 'anna', report);
	expect(findKeptReport(storage, 'bing', point.id)).toBeNull();
});

it('takes nothing that is not a whole report', () => {
	keepReport(storage, 'anna', report);
	for (const key of kept.keys()) kept.set(key, '{"kind":"count","command":{"people":-1}}');
	expect(findKeptReport(storage, 'anna', point.id)).toBeNull();
	for (const key of kept.keys()) kept.set(key, '{not json');
	expect(findKeptReport(storage, 'anna', point.id)).toBeNull();
});

it('says so when the device has no room', () => {
	const full: ReportStorage = {
		...storage,
		setItem: () => {
			throw new DOMException('full', 'QuotaExceededError');
		}
	};
	expect(keepReport(full, 'anna', report)).toBe(false);
});
