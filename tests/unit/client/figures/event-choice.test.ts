import { describe, expect, it } from 'vitest';
import type { EventView } from '#domain/events/event.ts';
import { chooseEvent, townshipsOf } from '#client/figures/event-choice.ts';

const event = (id: string, areaCodes: string[] = ['430426']) => ({ id, areaCodes }) as EventView;
const newest = event('n');
const older = event('o', ['430426104', '430426105201']);

describe('the event of a screen', () => {
	it('is the one asked for, else the newest', () => {
		expect(chooseEvent([newest, older], 'o')).toEqual({ kind: 'one', event: older });
		expect(chooseEvent([newest, older], null)).toEqual({ kind: 'one', event: newest });
		expect(chooseEvent([newest, older], 'closed-meanwhile')).toEqual({ kind: 'one', event: newest });
	});

	it('is all only where there are several, and none where there is none', () => {
		expect(chooseEvent([newest, older], 'all')).toEqual({ kind: 'all' });
		expect(chooseEvent([newest], 'all')).toEqual({ kind: 'one', event: newest });
		expect(chooseEvent([], 'all')).toEqual({ kind: 'none' });
	});

	it('has its own townships, those of its villages, or all of its county', () => {
		const townships = [{ code: '430426104' }, { code: '430426105' }, { code: '430426106' }];
		expect(townshipsOf(townships, { kind: 'one', event: older })).toEqual(townships.slice(0, 2));
		expect(townshipsOf(townships, { kind: 'one', event: newest })).toEqual(townships);
		expect(townshipsOf(townships, { kind: 'all' })).toEqual(townships);
	});
});
