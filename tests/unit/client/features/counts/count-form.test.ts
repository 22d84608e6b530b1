import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { CountForm } from '#client/features/counts/count-form.svelte.ts';
import { CorrectCountInput, SubmitCountInput } from '#domain/counts/commands.ts';
import { commandOf } from '#domain/sync/operation.ts';
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

	it('makes an operation the server takes', () => {
		const form = new CountForm(() => aPoint());
		form.people = 45;
		form.bands.children = 10;
		const { kind, payload } = form.toOperation();
		expect(kind).toBe('count.submit');
		expect(SubmitCountInput.safeParse(commandOf({ operationId: v7(), deviceTime: NOW, payload }, NOW)).success).toBe(
			true
		);
		expect(payload).toMatchObject({ people: 45, ageBands: { children: 10 } });
		expect(payload.needs).toBeUndefined();
	});

	it('corrects with a reason only', () => {
		const form = new CountForm(() => aPoint());
		form.people = 42;
		form.isCorrection = true;
		expect(form.isComplete).toBe(false);
		form.reason = ' 重复登记 ';
		expect(form.isComplete).toBe(true);
		const { kind, payload } = form.toOperation();
		expect(kind).toBe('count.correct');
		const command = commandOf({ operationId: v7(), deviceTime: NOW, payload }, NOW);
		expect(CorrectCountInput.parse(command).reason).toBe('重复登记');
	});

	it('takes up what was refused, whole, to be mended', () => {
		const form = new CountForm(() => aPoint());
		form.people = 42;
		form.bands.elderly = 7;
		form.needs.pregnant = 1;
		form.isCorrection = true;
		form.reason = '漏登一户';
		const { kind, payload } = form.toOperation();
		const later = new CountForm(() => aPoint());
		later.takeUp(kind, payload);
		expect(later.toOperation()).toEqual({ kind, payload });
		expect(later.isTouched).toBe(true);
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
