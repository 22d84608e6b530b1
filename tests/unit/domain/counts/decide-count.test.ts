import { expect, test } from 'vitest';
import { decideCount, type CountCommand } from '#domain/counts/decide-count.ts';
import { at, freshState } from './points.ts';

const pointId = freshState().point.id;
const count = (over: object = {}): CountCommand => ({
	kind: 'count',
	operationId: 'op',
	pointId,
	people: 10,
	deviceTime: at(5),
	...over
});
const decide = (command: CountCommand, state = freshState(), by = 'a') =>
	decideCount(state, command, by, `o-${by}`, at(60), 30);

test('a closed place takes no counts', () => {
	expect(decide(count(), freshState({ closedAt: at(1) }))).toEqual({ ok: false, problem: { code: 'shelterNotOpen' } });
});

test('age bands may leave people out but not add any, needs may overlap but not exceed the people', () => {
	expect(decide(count({ ageBands: { children: 4, elderly: 6 } })).ok).toBe(true);
	expect(decide(count({ ageBands: { children: 5, elderly: 6 } }))).toMatchObject({
		problem: { code: 'bandsExceedPeople', params: { sum: 11, people: 10 } }
	});
	expect(decide(count({ needs: { infants: 10, disabled: 10 } })).ok).toBe(true);
	expect(decide(count({ needs: { pregnant: 11 } }))).toMatchObject({
		problem: { code: 'needExceedsPeople', params: { count: 11, people: 10 } }
	});
});

test('a settlement is of what was shown, and lets a count made later but received earlier stand', () => {
	const settle = (disputeIds: string[]): CountCommand => ({
		kind: 'settlement',
		operationId: 'op',
		pointId,
		people: 12,
		reason: '现场复核',
		deviceTime: at(59),
		disputeIds
	});
	expect(decide(settle(['o-a']))).toMatchObject({ problem: { code: 'noDispute' } });
	const first = decide(count());
	if (!first.ok) throw new Error(first.problem.code);
	const second = decide(count({ people: 14, deviceTime: at(9) }), first.value.state, 'b');
	if (!second.ok) throw new Error(second.problem.code);
	const { state } = second.value;
	expect(state.point.disputeIds).toEqual(['o-a', 'o-b']);
	expect(decide(settle(['o-a']), state, 'desk')).toMatchObject({ problem: { code: 'versionConflict' } });
	expect(decide(settle(['o-a', 'o-c']), state, 'desk')).toMatchObject({ problem: { code: 'versionConflict' } });
	const settled = decide(settle(['o-b', 'o-a']), state, 'desk');
	if (!settled.ok) throw new Error(settled.problem.code);
	expect(settled.value.observation.observedAt).toBe(at(9));
	expect(settled.value.state.point).toMatchObject({ people: 12, disputeIds: [] });
	const later = decide(count({ people: 15, deviceTime: at(50) }), settled.value.state, 'b');
	expect(later).toMatchObject({ ok: true, value: { state: { point: { people: 15, observedAt: at(50) } } } });
});
