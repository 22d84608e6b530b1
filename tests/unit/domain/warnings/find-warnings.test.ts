import { expect, test } from 'vitest';
import { eventOfWarning } from '#domain/warnings/event-of-warning.ts';
import { chainOf, warningLine, type KeptWarning } from '#domain/warnings/find-warnings.ts';
import type { Warning } from '#domain/warnings/warning.ts';
import { infoOf, warningOf } from './warnings.ts';

const keep = (warning: Warning): KeptWarning => ({
	id: warning.identifier,
	warning,
	areaCodes: ['430426'],
	fileName: 'x.xml',
	cameBy: 'upload',
	receivedAt: '2026-01-12T01:00:00.000Z',
	accountName: '值班员'
});
const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const named = (identifier: string, day: number, ...of: Warning[]) =>
	warningOf(identifier, {
		sent: at(day),
		messageType: of.length > 0 ? 'Update' : 'Alert',
		references: of.map(({ sender, identifier, sent }) => ({ sender, identifier, sent }))
	});

test('a chain holds all that is tied, whichever of it is looked at, oldest first', () => {
	const first = named('a', 12);
	const second = named('b', 13, first);
	const third = named('c', 14, second);
	const other = named('d', 13);
	const all = [third, other, first, second].map(keep);
	for (const one of [first, second, third]) {
		const chain = chainOf(all, keep(one)).map(({ id }) => id);
		expect(chain).toEqual(['a', 'b', 'c']);
	}
	expect(chainOf(all, keep(other)).map(({ id }) => id)).toEqual(['d']);
});

test('messages that refer to one that never came are tied by it', () => {
	const lost = named('lost', 11);
	const all = [named('b', 12, lost), named('c', 13, lost)].map(keep);
	expect(chainOf(all, all[0]!).map(({ id }) => id)).toEqual(['b', 'c']);
});

test('a line has no polygons and no long texts', () => {
	const kept = keep(warningOf('a', { infos: [infoOf({ description: '很长' })] }));
	expect(JSON.stringify(warningLine(kept, 'inForce'))).not.toContain('很长');
});

test('an event begins with the warning’s name, kind, time and areas, and says what it leans on', () => {
	const warning = warningOf('430426-7', { infos: [infoOf({ onset: at(13) })] });
	expect(eventOfWarning(warning, warning.infos[0]!, ['430426104'])).toEqual({
		name: '暴雪橙色预警',
		kind: 'snow',
		startedAt: at(13),
		areaCodes: ['430426104'],
		phase: 'warning',
		evidence: '祁东县气象台 · 暴雪橙色预警 · 430426-7'
	});
	const english = infoOf({ language: 'en-US', event: 'Something', headline: '', onset: null, effective: null });
	const foreign = warningOf('x', { infos: [english] });
	expect(eventOfWarning(foreign, english, [])).toMatchObject({
		name: 'Something',
		kind: null,
		startedAt: foreign.sent
	});
});
