import fc from 'fast-check';
import { type NoticeFrame, type NoticePlace } from '#domain/warnings/decide-notice.ts';
import { IssueNoticeInput } from '#domain/warnings/notice.ts';
import { CAP_CATEGORY, CAP_CERTAINTY, CAP_SEVERITY, CAP_URGENCY } from '#domain/warnings/warning.ts';

const ID = '0199c0de-0000-7000-8000-00000000000';

/** Where and when a notice of a test is issued; `n` makes it another. */
export const frameOf = (n: number, now = new Date('2026-01-12T00:00:00.500Z')): NoticeFrame => ({
	countyCode: '430426',
	id: `${ID.slice(0, -6)}${String(n).padStart(7, '0')}`,
	now
});

export const PLACE: NoticePlace = {
	code: '430426104',
	name: '白鹤铺镇',
	geometry: {
		type: 'Polygon',
		coordinates: [
			[
				[112.0000004, 26.7],
				[112.1, 26.7],
				[112.1, 26.8],
				[112.0000004, 26.7]
			]
		]
	},
	isSchematic: false
};

/** A notice as the server takes it, with what a test is about. */
export const noticeInput = (more: object = {}): IssueNoticeInput =>
	IssueNoticeInput.parse({
		operationId: `${ID}1`,
		updatesId: null,
		status: 'Actual',
		category: 'Met',
		urgency: 'Expected',
		severity: 'Severe',
		certainty: 'Likely',
		effective: null,
		onset: null,
		expires: '2026-01-13T00:00:00Z',
		areaCodes: ['430426104'],
		hasShapes: true,
		contact: '',
		zh: {
			event: '道路结冰',
			headline: '道路结冰预警',
			description: '',
			instruction: '',
			senderName: '祁东县应急管理局'
		},
		en: null,
		...more
	});

const text = (max: number) =>
	fc.string({
		unit: fc.oneof(
			fc.constantFrom('<', '&', '>', '"', ']', ' ', '\t', '冰', '𠮷'),
			fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' })
		),
		maxLength: max
	});
const words = fc.record({
	event: text(60),
	headline: text(140),
	description: text(300).map((one) => `第一行\r\n${one}\n末行`),
	instruction: text(100),
	senderName: text(80)
});
const moment = fc
	.date({ min: new Date('2026-01-01'), max: new Date('2026-03-01'), noInvalidDate: true })
	.map((at) => at.toISOString());

/** Whatever the form may send that the server's schema takes. */
export const anyNotice: fc.Arbitrary<IssueNoticeInput> = fc
	.record({
		updatesId: fc.constant(null),
		status: fc.constantFrom('Actual', 'Exercise'),
		category: fc.constantFrom(...CAP_CATEGORY),
		urgency: fc.constantFrom(...CAP_URGENCY),
		severity: fc.constantFrom(...CAP_SEVERITY),
		certainty: fc.constantFrom(...CAP_CERTAINTY),
		effective: fc.option(moment),
		onset: fc.option(moment),
		expires: moment,
		hasShapes: fc.boolean(),
		contact: text(100),
		zh: words,
		en: fc.option(words)
	})
	.map((given) => IssueNoticeInput.safeParse({ ...given, operationId: `${ID}1`, areaCodes: ['430426104'] }))
	.filter((parsed) => parsed.success)
	.map(({ data }) => data);
