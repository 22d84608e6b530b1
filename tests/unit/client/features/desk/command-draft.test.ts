import { expect, it } from 'vitest';
import { CommandDraft } from '#client/features/desk/command-draft.ts';
import { isBigChange } from '#client/features/desk/big-change.ts';

it('is the same operation while the content is the same, and another one once it changes', () => {
	let made = 0;
	const draft = new CommandDraft(() => ({ operationId: String((made += 1)), deviceTime: '2026-01-26T06:00:00.000Z' }));
	const first = draft.stampFor({ people: 12, reason: '电话核实' });
	expect(draft.stampFor({ people: 12, reason: '电话核实' })).toEqual(first);
	expect(draft.stampFor({ people: 13, reason: '电话核实' }).operationId).toBe('2');
	expect(draft.stampFor({ people: 12, reason: '电话核实' }).operationId).toBe('3');
});

it('asks to look again at a figure that is quite unlike the last', () => {
	expect(isBigChange(100, 160)).toBe(true);
	expect(isBigChange(100, 40)).toBe(true);
	expect(isBigChange(100, 149)).toBe(false);
	expect(isBigChange(10, 25)).toBe(false);
	expect(isBigChange(null, 4000)).toBe(false);
});
