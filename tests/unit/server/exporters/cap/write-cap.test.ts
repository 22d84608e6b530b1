import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideCancelNotice, decideNotice } from '#domain/warnings/decide-notice.ts';
import {
	CAP_CATEGORY,
	CAP_CERTAINTY,
	CAP_MESSAGE_TYPE,
	CAP_RESPONSE,
	CAP_SCOPE,
	CAP_SEVERITY,
	CAP_STATUS,
	CAP_URGENCY,
	type Warning
} from '#domain/warnings/warning.ts';
import { writeCap } from '#server/exporters/cap/write-cap.ts';
import { readCap } from '#server/importers/cap/read-cap.ts';
import { anyNotice, frameOf, PLACE } from '../../../domain/warnings/notices.ts';

const readBack = (warning: Warning) => {
	const result = readCap(Buffer.from(writeCap(warning)));
	return result.ok ? result.value : result.problem;
};

/** Text as XML can write it and the reader keeps it: without blanks around it. */
const text = fc
	.string({
		unit: fc.oneof(
			fc.constantFrom('<', '&', '>', ']]>', '"', "'", '\n', '\r', ' ', '冰', '𠮷'),
			fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' })
		),
		maxLength: 60
	})
	.map((one) => one.trim());
const some = text.filter((one) => one !== '');
const name = fc.stringMatching(/^[A-Za-z0-9@.:_-]{1,30}$/);
const moment = fc
	.date({ min: new Date('1950-01-01'), max: new Date('2199-01-01'), noInvalidDate: true })
	.map((at) => `${at.toISOString().slice(0, 19)}.000Z`);
const degrees = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((micro) => micro / 1e6);
const point = fc.tuple(degrees(180), degrees(90));
const pair = fc.record({ name: some, value: some });
const metres = fc.option(fc.integer({ min: -4000, max: 90_000 }).map((tenths) => tenths / 10));
const area = fc.record({
	description: some,
	polygons: fc.array(
		fc.array(point, { minLength: 3, maxLength: 6 }).map((ring) => [...ring, ring[0]!]),
		{ maxLength: 2 }
	),
	circles: fc.array(
		fc.record({ centre: point, radiusKm: fc.integer({ min: 0, max: 9_999_999 }).map((m) => m / 1000) }),
		{ maxLength: 2 }
	),
	geocodes: fc.array(pair, { maxLength: 2 }),
	altitudeM: metres,
	ceilingM: metres
});
const info = fc.record({
	language: fc.constantFrom('zh-CN', 'en-US', 'ug'),
	categories: fc.uniqueArray(fc.constantFrom(...CAP_CATEGORY), { minLength: 1, maxLength: 3 }),
	event: some,
	responses: fc.uniqueArray(fc.constantFrom(...CAP_RESPONSE), { maxLength: 3 }),
	urgency: fc.constantFrom(...CAP_URGENCY),
	severity: fc.constantFrom(...CAP_SEVERITY),
	certainty: fc.constantFrom(...CAP_CERTAINTY),
	effective: fc.option(moment),
	onset: fc.option(moment),
	expires: fc.option(moment),
	senderName: text,
	headline: text,
	description: text,
	instruction: text,
	web: text,
	contact: text,
	eventCodes: fc.array(pair, { maxLength: 2 }),
	parameters: fc.array(pair, { maxLength: 2 }),
	areas: fc.array(area, { maxLength: 2 })
});
const reference = fc.record({ sender: name, identifier: name, sent: moment });
const anyWarning: fc.Arbitrary<Warning> = fc.record({
	identifier: name,
	sender: name,
	sent: moment,
	status: fc.constantFrom(...CAP_STATUS),
	messageType: fc.constantFrom(...CAP_MESSAGE_TYPE),
	scope: fc.constantFrom(...CAP_SCOPE),
	note: text,
	references: fc.array(reference, { minLength: 1, maxLength: 3 }),
	infos: fc.array(info, { maxLength: 3 })
});

test('whatever message is written is read back equal by the strict reader', () => {
	fc.assert(
		fc.property(anyWarning, (warning) => {
			expect(readBack(warning)).toEqual(warning);
		}),
		{ numRuns: 300 }
	);
});

test('whatever notice the county may issue, and its end, are read back equal', () => {
	fc.assert(
		fc.property(anyNotice, (input) => {
			const notice = decideNotice(input, [PLACE], null, frameOf(1));
			if (!notice.ok) return fc.pre(false);
			expect(readBack(notice.value)).toEqual(notice.value);
			const standing = { warning: notice.value, state: 'inForce' as const, isOwn: true };
			const end = decideCancelNotice({ reason: '解除 <原因> & 其他' }, standing, frameOf(2));
			if (end.ok) expect(readBack(end.value)).toEqual(end.value);
		}),
		{ numRuns: 200 }
	);
});

test('times are written in the zone of China, latitude comes first, and references are as the standard has them', () => {
	const notice = decideNotice(
		{
			...fc.sample(anyNotice, { numRuns: 1, seed: 1 })[0]!,
			...{ effective: null, onset: null },
			expires: '2026-01-13T00:00:00Z',
			hasShapes: true
		},
		[PLACE],
		null,
		frameOf(1)
	);
	if (!notice.ok) throw new Error(notice.problem.code);
	const standing = { warning: notice.value, state: 'inForce' as const, isOwn: true };
	const end = decideCancelNotice({ reason: '解除' }, standing, frameOf(2, new Date('2026-01-12T17:00:00Z')));
	const xml = end.ok ? writeCap(end.value) : '';
	expect(xml).toContain('<sent>2026-01-13T01:00:00+08:00</sent>');
	expect(xml).toContain('<polygon>26.7,112 26.7,112.1 26.8,112.1 26.7,112</polygon>');
	expect(xml).toContain(`<references>CN-430426,${notice.value.identifier},2026-01-12T08:00:00+08:00</references>`);
	expect(xml).not.toMatch(/T[\d:]+Z</);
});
