import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_KINDS, type EventKind } from '#domain/events/event.ts';
import { decideCancelNotice, decideNotice, type StandingNotice } from '#domain/warnings/decide-notice.ts';
import { geometryRings } from '#domain/warnings/notice-areas.ts';
import { categoryOfKind, type IssueNoticeInput } from '#domain/warnings/notice.ts';
import { warningKey, type Warning } from '#domain/warnings/warning.ts';
import { warningStates } from '#domain/warnings/warning-state.ts';
import { frameOf, noticeInput, PLACE } from './notices.ts';

const issue = (n: number, more: Partial<IssueNoticeInput> = {}, updated: StandingNotice | null = null, now?: Date) => {
	const result = decideNotice(noticeInput(more), [PLACE], updated, frameOf(n, now));
	if (!result.ok) throw new Error(result.problem.code);
	return result.value;
};
const refusal = (more: Partial<IssueNoticeInput>, updated: StandingNotice | null = null) => {
	const result = decideNotice(noticeInput(more), [PLACE], updated, frameOf(1));
	return result.ok ? 'issued' : result.problem.code;
};
const standing = (warning: Warning, state: StandingNotice['state'] = 'inForce'): StandingNotice => ({
	warning,
	state,
	isOwn: true
});

describe('a notice', () => {
	test('is the county’s own, in Chinese and where wanted in English, with its places and whole seconds', () => {
		const en = { event: 'Road icing', headline: 'Ice', description: '', instruction: '', senderName: 'Bureau' };
		const warning = issue(7, { en });
		expect(warning).toMatchObject({
			identifier: 'CN-430426-20260112-000000000007',
			sender: 'CN-430426',
			sent: '2026-01-12T00:00:00.000Z',
			messageType: 'Alert',
			references: []
		});
		expect(warning.infos.map(({ language, event }) => [language, event])).toEqual([
			['zh-CN', '道路结冰'],
			['en-US', 'Road icing']
		]);
		expect(warning.infos[0]).toMatchObject({ effective: warning.sent, expires: '2026-01-13T00:00:00.000Z' });
		const [area] = warning.infos[0]!.areas;
		expect(area!.geocodes).toEqual([{ name: '行政区划代码', value: '430426104000' }]);
		expect(area!.polygons[0]).toEqual([
			[112, 26.7],
			[112.1, 26.7],
			[112.1, 26.8],
			[112, 26.7]
		]);
	});

	test('says so where its polygons are schematic, and has none where none is wanted', () => {
		const of = (hasShapes: boolean) => {
			const result = decideNotice(noticeInput({ hasShapes }), [{ ...PLACE, isSchematic: true }], null, frameOf(1));
			return result.ok ? result.value.infos[0]! : null;
		};
		expect(of(true)!.parameters).toEqual([{ name: '边界', value: expect.stringContaining('示意') as string }]);
		expect(of(false)).toMatchObject({ parameters: [], areas: [{ polygons: [] }] });
		expect(issue(1).infos[0]!.parameters).toEqual([]);
	});

	test.each([
		['an end that is past', { expires: '2026-01-11T00:00:00Z' }],
		['an end before it takes effect', { effective: '2026-01-14T00:00:00Z' }],
		['an end before the onset', { onset: '2026-01-13T00:00:00Z' }]
	])('is refused with %s', (_, more) => {
		expect(refusal(more)).toBe('noticeTimes');
	});

	test('of another’s, or of one that was ended already, is not updated or cancelled', () => {
		const first = issue(1);
		expect(refusal({}, { ...standing(first), isOwn: false })).toBe('notOwnNotice');
		for (const state of ['replaced', 'cancelled'] as const) {
			expect(refusal({}, standing(first, state))).toBe('noticeEnded');
			const result = decideCancelNotice({ reason: '误报' }, standing(first, state), frameOf(2));
			expect(result.ok ? '' : result.problem.code).toBe('noticeEnded');
		}
	});

	test('keeps the status of what it updates, and is not sent before it when the clock went back', () => {
		const drill = issue(1, { status: 'Exercise' });
		const update = issue(2, { status: 'Actual' }, standing(drill), new Date('2026-01-11T00:00:00Z'));
		expect(update).toMatchObject({ status: 'Exercise', messageType: 'Update', sent: drill.sent });
	});

	test('that ends what expired already has an end of its own', () => {
		const late = frameOf(2, new Date('2026-01-20T00:00:00Z'));
		const result = decideCancelNotice({ reason: '解除' }, standing(issue(1), 'expired'), late);
		expect(result.ok && result.value.infos[0]!.expires).toBe('2026-01-21T00:00:00.000Z');
	});

	test('that ends another says that it is over, why, and where it was for', () => {
		const first = issue(1);
		const result = decideCancelNotice({ reason: '气温回升' }, standing(first), frameOf(2));
		expect(result.ok && result.value).toMatchObject({
			messageType: 'Cancel',
			note: '气温回升',
			references: [{ identifier: first.identifier }],
			infos: [
				{ headline: '解除：道路结冰预警', urgency: 'Past', responses: ['AllClear'], areas: first.infos[0]!.areas }
			]
		});
	});
});

test('however often it is updated, only the last message stands, and a cancellation ends them all', () => {
	const later = fc.array(fc.integer({ min: 0, max: 3600 }), { maxLength: 6 });
	fc.assert(
		fc.property(later, fc.boolean(), (waits, isCancelled) => {
			let now = Date.parse('2026-01-12T00:00:00Z');
			const all = [issue(0)];
			for (const wait of waits) {
				now += wait * 1000;
				all.push(issue(all.length, {}, standing(all.at(-1)!), new Date(now)));
			}
			if (isCancelled) {
				const end = decideCancelNotice({ reason: '解除' }, standing(all.at(-1)!), frameOf(99, new Date(now)));
				if (end.ok) all.push(end.value);
			}
			const states = warningStates(all.toReversed(), new Date(now));
			const found = all.map((one) => states.get(warningKey(one)));
			expect(found).toEqual(
				isCancelled
					? all.map(() => 'cancelled')
					: all.map((_, index) => (index === all.length - 1 ? 'inForce' : 'replaced'))
			);
			expect(new Set(all.map(({ identifier }) => identifier)).size).toBe(all.length);
			// Whoever got only the last message knows of every one before it.
			expect(all.at(-1)!.references).toHaveLength(all.length - 1);
		})
	);
});

test('a notice whose end has come is expired, by the clock alone', () => {
	const notice = issue(1);
	const at = (moment: string) => warningStates([notice], new Date(moment)).get(warningKey(notice));
	expect(at('2026-01-12T23:59:59Z')).toBe('inForce');
	expect(at('2026-01-13T00:00:00Z')).toBe('expired');
});

test('rings are closed, have no corner twice in a row and at most two hundred corners; holes are left out', () => {
	const corner = fc.tuple(fc.double({ min: 110, max: 113, noNaN: true }), fc.double({ min: 26, max: 28, noNaN: true }));
	fc.assert(
		fc.property(fc.array(corner, { minLength: 3, maxLength: 900 }), (corners) => {
			const ring = [...corners, corners[0]!];
			for (const [first, ...rest] of [geometryRings({ type: 'Polygon', coordinates: [ring, ring] })]) {
				expect(rest).toEqual([]);
				if (!first) continue;
				expect(first.at(-1)).toEqual(first[0]);
				expect(first.length).toBeGreaterThanOrEqual(4);
				expect(first.length).toBeLessThanOrEqual(201);
				for (let n = 1; n < first.length - 1; n++) expect(first[n]).not.toEqual(first[n - 1]);
			}
		})
	);
});

test('every kind of disaster has a category of the standard', () => {
	expect(categoryOfKind('wildfire')).toBe('Fire');
	expect(categoryOfKind('landslide')).toBe('Geo');
	for (const kind of Object.keys(EVENT_KINDS) as EventKind[])
		expect(categoryOfKind(kind)).toMatch(/^(Met|Geo|Fire|Env)$/);
});
