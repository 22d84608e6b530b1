import { describe, expect, it } from 'vitest';
import { CountForm } from '#client/features/counts/count-form.svelte.ts';
import { CorrectCountInput, SubmitCountInput } from '#domain/counts/commands.ts';
import { aPoint } from './a-point.ts';

const NOW = '2026-01-26T02:00:00.000Z';

describe('the entry of a count', () => {
	it('follows the live figure until someone types', () => {
		let point = aPoint({ people: 40 });
		const form = new CountForm(() => point);
		expect(form.people).toBe(40);
		point = aPoint({ people: 44 });
		expect(form.people).toBe(44);
		form.people = 50;
		point = aPoint({ people: 60 });
		expect(form.people).toBe(50);
		expect(form.difference).toBe(-10);
		form.clear();
		expect(form.people).toBe(60);
	});

	it('stays within what a count can be', () => {
		const form = new CountForm(() => aPoint());
		form.people = -3;
		expect(form.people).toBe(0);
		form.people = 9_000_000;
		expect(form.people).toBe(1_000_000);
	});

	it('makes a command the server takes, with an id of its own each time', () => {
		const form = new CountForm(() => aPoint());
		form.people = 45;
		form.bands.children = 10;
		const report = form.toReport(NOW);
		expect(report.kind).toBe('count');
		expect(SubmitCountInput.safeParse(report.command).error).toBeUndefined();
		expect(report.command).toMatchObject({ people: 45, ageBands: { children: 10 }, deviceTime: NOW });
		expect(report.command.needs).toBeUndefined();
		expect(form.toReport(NOW).command.operationId).not.toBe(report.command.operationId);
	});

	it('corrects with a reason only', () => {
		const form = new CountForm(() => aPoint());
		form.people = 42;
		form.isCorrection = true;
		expect(form.isComplete).toBe(false);
		form.reason = ' 重复登记 ';
		expect(form.isComplete).toBe(true);
		const report = form.toReport(NOW);
		expect(report.kind).toBe('correction');
		expect(CorrectCountInput.parse(report.command).reason).toBe('重复登记');
	});

	it('is not complete while a group is larger than the whole', () => {
		const form = new CountForm(() => aPoint({ people: 20 }));
		form.bands.adults = 15;
		form.bands.elderly = 6;
		expect(form.isComplete).toBe(false);
		form.bands.elderly = 5;
		expect(form.isComplete).toBe(true);
		form.needs.disabled = 21;
		expect(form.isComplete).toBe(false);
	});

	it('has nothing to send before the first figure', () => {
		expect(new CountForm(() => aPoint({ people: null })).isComplete).toBe(false);
	});
});
