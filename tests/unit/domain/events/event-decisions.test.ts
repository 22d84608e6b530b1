import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideCloseEvent } from '#domain/events/close-event.ts';
import { decideEditEvent } from '#domain/events/edit-event.ts';
import { EventAreas, liesIn, outermostAreas } from '#domain/events/event-areas.ts';
import { EVENT_PHASES, type EventPhase, type EventView, type ResponseLevel } from '#domain/events/event.ts';
import type { EventDecision } from '#domain/events/event-step.ts';
import { decideOpenEvent, OpenEventInput } from '#domain/events/open-event.ts';
import { decideSetLevel, isRaised } from '#domain/events/set-level.ts';
import { decideSetPhase, phasesFrom } from '#domain/events/set-phase.ts';
import type { Result } from '#domain/shared/result.ts';

const now = new Date('2026-01-14T08:00:00Z');
const operationId = '019b0000-0000-7000-8000-000000000000';
const eventId = '019b0000-0000-7000-8000-000000000001';
const opening = OpenEventInput.parse({
	operationId,
	name: ' 冰冻 ',
	kind: 'freeze',
	startedAt: '2026-01-12T00:00:00Z',
	areaCodes: ['430426105', '430426104', '430426104'],
	phase: 'response',
	level: 4,
	reason: '会商'
});

const valueOf = (result: Result<EventDecision>): EventDecision => {
	if (!result.ok) throw new Error(result.problem.code);
	return result.value;
};
const opened = (over: Partial<EventView> = {}): EventView => ({
	...valueOf(decideOpenEvent(eventId, opening, now)).event,
	...over
});
const step = (version: number) => ({ operationId, eventId, version, reason: '因为', evidence: '依据' });

describe('areas', () => {
	const code = fc.constantFrom('430426', '430426104', '430426105', '430426104201');

	test('the outermost cover the same places, and none covers another', () => {
		fc.assert(
			fc.property(fc.array(code, { minLength: 1 }), code, (codes, place) => {
				const outer = outermostAreas(codes);
				expect(liesIn(place, outer)).toBe(liesIn(place, codes));
				expect(outer.every((one) => !outer.some((other) => other !== one && one.startsWith(other)))).toBe(true);
				expect(outermostAreas(outer)).toEqual(outer);
			})
		);
	});

	test('are townships or the county, not villages', () => {
		expect(EventAreas.safeParse(['430426104201']).success).toBe(false);
		expect(EventAreas.safeParse([]).success).toBe(false);
		expect(EventAreas.parse(['430426104', '430426'])).toEqual(['430426']);
	});
});

test('opening trims, sorts and remembers its first step and level', () => {
	const { event, steps } = valueOf(decideOpenEvent(eventId, opening, now));
	expect(event).toMatchObject({ name: '冰冻', areaCodes: ['430426104', '430426105'], version: 1 });
	expect(steps.map((one) => one.kind)).toEqual(['opened', 'levelChanged']);
});

test('editing says which fields changed, areas apart', () => {
	const event = opened();
	const fields = { ...event, ...step(1), startedAt: event.startedAt };
	expect(decideEditEvent(event, fields, now)).toMatchObject({ problem: { code: 'nothingToChange' } });
	const { steps } = valueOf(
		decideEditEvent(event, { ...fields, name: '雪灾', kind: 'snow', areaCodes: ['430426'] }, now)
	);
	expect(steps).toMatchObject([
		{ kind: 'edited', to: 'name,kind' },
		{ kind: 'areasChanged', from: '430426104,430426105', to: '430426' }
	]);
});

test('levels: Ⅰ is above Ⅳ, any is above none; only a change is a step', () => {
	const level = fc.constantFrom<ResponseLevel>(null, 1, 2, 3, 4);
	expect([isRaised(4, 3), isRaised(null, 4), isRaised(1, 2), isRaised(4, null)]).toEqual([true, true, false, false]);
	fc.assert(
		fc.property(level, level, (from, to) => {
			const result = decideSetLevel(opened({ level: from }), { ...step(1), level: to });
			expect(result.ok).toBe(from !== to);
			expect(isRaised(from, to) && isRaised(to, from)).toBe(false);
		})
	);
});

test('phases: any walk goes on at will, back one step at a time, and never out of closed', () => {
	const target = fc.constantFrom(...EVENT_PHASES);
	fc.assert(
		fc.property(fc.array(target, { maxLength: 30 }), (walk) => {
			let event = opened({ phase: 'warning', level: 3 });
			for (const to of walk) {
				const [at, next] = [EVENT_PHASES.indexOf(event.phase), EVENT_PHASES.indexOf(to)];
				const input = step(event.version);
				const result =
					to === 'closed'
						? decideCloseEvent(event, 0, input, now)
						: decideSetPhase(event, { ...input, phase: to }, now);
				const isAllowed = event.phase !== 'closed' && to !== event.phase && next >= at - 1;
				expect(result.ok).toBe(isAllowed);
				if (!result.ok) continue;
				expect(result.value.event.version).toBe(event.version + 1);
				expect(result.value.steps.at(-1)).toMatchObject({ from: event.phase, to });
				event = result.value.event;
			}
			expect(event.phase === 'closed').toBe(event.closedAt !== null);
			if (event.phase === 'closed') expect(event.level).toBeNull();
		})
	);
});

test('the phases offered are those that are accepted', () => {
	for (const phase of EVENT_PHASES) {
		const event = opened({ phase, closedAt: phase === 'closed' ? now.toISOString() : null });
		const accepted = EVENT_PHASES.filter(
			(to): to is Exclude<EventPhase, 'closed'> =>
				to !== 'closed' && decideSetPhase(event, { ...step(1), phase: to }, now).ok
		);
		expect(phasesFrom(phase)).toEqual(accepted);
	}
});

test('an old version and open shelters stand in the way', () => {
	expect(decideCloseEvent(opened(), 0, step(2), now)).toMatchObject({ problem: { code: 'versionConflict' } });
	expect(decideCloseEvent(opened(), 3, step(1), now)).toMatchObject({
		problem: { code: 'eventStillOpen', params: { count: 3 } }
	});
});
