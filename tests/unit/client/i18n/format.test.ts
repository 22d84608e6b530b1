import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	compareNames,
	formatAge,
	formatDate,
	formatDateTime,
	formatDifference,
	formatDuration,
	formatMoney,
	formatNumber,
	formatShare,
	formatShortDateTime,
	formatTime,
	formatTimeWithSeconds,
	fromLocalInput,
	toLocalInput
} from '#client/i18n/format.ts';

const MOMENT = '2026-01-26T06:05:09.000Z';

describe.each(['UTC', 'America/New_York', 'Asia/Shanghai'])('on a device set to %s', (zone) => {
	const before = process.env.TZ;
	beforeAll(() => {
		process.env.TZ = zone;
	});
	afterAll(() => {
		process.env.TZ = before;
	});

	it('shows the county’s time', () => {
		expect(formatDateTime(MOMENT, 'zh')).toBe('2026年1月26日 14:05');
		expect(formatDateTime(MOMENT, 'en')).toBe('26 Jan 2026, 14:05');
		expect(formatShortDateTime(MOMENT, 'zh')).toBe('1月26日 14:05');
		expect(formatShortDateTime(MOMENT, 'en')).toBe('26 Jan, 14:05');
		expect(formatTime(MOMENT)).toBe('14:05');
		expect(formatTimeWithSeconds(MOMENT)).toBe('14:05:09');
		expect(formatDate('2026-01-25T16:00:00Z', 'zh')).toBe('2026年1月26日');
		expect(formatTime('2026-01-25T16:00:00Z')).toBe('00:00');
	});

	it('reads back what it put into a date box', () => {
		fc.assert(
			fc.property(fc.integer({ min: 946_684_800, max: 4_102_444_800 }), (seconds) => {
				const minute = new Date(Math.floor(seconds / 60) * 60_000).toISOString();
				expect(fromLocalInput(toLocalInput(minute))).toBe(minute);
			})
		);
	});
});

it('refuses a date box that is not filled in', () => {
	expect(fromLocalInput('')).toBeNull();
	expect(fromLocalInput('2026-01-26')).toBeNull();
	expect(fromLocalInput('2026-13-45T99:99')).toBeNull();
});

describe('ages and durations', () => {
	const ago = (ms: number, language: 'zh' | 'en' = 'zh') => formatAge(0, ms, language);
	it.each([
		[0, '刚刚', 'just now'],
		[-90_000, '刚刚', 'just now'],
		[59_999, '刚刚', 'just now'],
		[3 * 60_000, '3 分钟前', '3 min ago'],
		[70 * 60_000, '1 小时 10 分钟前', '1 h 10 min ago'],
		[7 * 3_600_000 + 60_000, '7 小时前', '7 h ago'],
		[24 * 3_600_000, '1 天前', '1 day ago'],
		[5 * 86_400_000, '5 天前', '5 days ago']
	])('%i ms', (ms, zh, en) => {
		expect(ago(ms)).toBe(zh);
		expect(ago(ms, 'en')).toBe(en);
	});

	it('counts seconds when short', () => expect(formatDuration(12_400, 'zh')).toBe('12 秒'));
});

describe('figures', () => {
	it('groups thousands and tells the unknown from zero', () => {
		expect(formatNumber(28_500)).toBe('28,500');
		expect(formatNumber(0)).toBe('0');
		expect(formatNumber(null)).toBe('—');
	});

	it('signs differences', () => {
		expect([3, -1_200, 0].map(formatDifference)).toEqual(['+3', '−1,200', '±0']);
	});

	it('shows shares as whole per cent', () => {
		expect([0.853, 1.2, null, Infinity].map(formatShare)).toEqual(['85%', '120%', '—', '—']);
	});

	it('shows fen as yuan, and ten thousands of yuan in Chinese', () => {
		expect(formatMoney(123_450, 'zh')).toBe('1,234.50 元');
		expect(formatMoney(716_000_000, 'zh')).toBe('716 万元');
		expect(formatMoney(716_000_000, 'en')).toBe('¥7,160,000');
		expect(formatMoney(1_000_001, 'zh')).toBe('1.000001 万元');
		expect(formatMoney(-5, 'en')).toBe('−¥0.05');
		expect(formatMoney(0, 'zh')).toBe('0 元');
	});

	it('loses no fen', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (fen) => {
				const digits = formatMoney(fen, 'en').replace(/[¥,]/g, '').replace('−', '-');
				const [whole = '0', fraction = ''] = digits.replace('-', '').split('.');
				const back = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0') || '0');
				expect(fen < 0n ? -back : back).toBe(fen);
			})
		);
	});
});

it('orders names by pinyin', () => {
	expect(['洪桥', '白地市', '金桥'].sort(compareNames)).toEqual(['白地市', '洪桥', '金桥']);
});
