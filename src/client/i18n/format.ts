import type { Locale } from '#domain/shared/problems.ts';
import { locale } from './locale.svelte.ts';

/** The one time zone of the screens, whatever the device is set to. */
const ZONE = 'Asia/Shanghai';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Moment = string | number | Date;

const parts = new Intl.DateTimeFormat('en-GB', {
	timeZone: ZONE,
	year: 'numeric',
	month: 'numeric',
	day: 'numeric',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	hourCycle: 'h23'
});
const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Clock {
	year: number;
	month: number;
	day: number;
	/** `14:05` */
	time: string;
	second: string;
}

function clockOf(moment: Moment): Clock {
	const found = Object.fromEntries(parts.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
	return {
		year: Number(found.year),
		month: Number(found.month),
		day: Number(found.day),
		time: `${found.hour}:${found.minute}`,
		second: found.second ?? ''
	};
}

/** `2026年1月26日` or `26 Jan 2026`, in Asia/Shanghai. */
export function formatDate(moment: Moment, language: Locale = locale.current): string {
	const { year, month, day } = clockOf(moment);
	return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${EN_MONTHS[month - 1]} ${year}`;
}

/** `2026年1月26日 14:05` or `26 Jan 2026, 14:05`, in Asia/Shanghai. */
export function formatDateTime(moment: Moment, language: Locale = locale.current): string {
	return `${formatDate(moment, language)}${language === 'zh' ? ' ' : ', '}${clockOf(moment).time}`;
}

/** Without the year, for dense lists: `1月26日 14:05` or `26 Jan, 14:05`. */
export function formatShortDateTime(moment: Moment, language: Locale = locale.current): string {
	const { month, day, time } = clockOf(moment);
	return language === 'zh' ? `${month}月${day}日 ${time}` : `${day} ${EN_MONTHS[month - 1]}, ${time}`;
}

/** `14:05`, in Asia/Shanghai. */
export function formatTime(moment: Moment): string {
	return clockOf(moment).time;
}

/** `14:05:09`, in Asia/Shanghai. */
export function formatTimeWithSeconds(moment: Moment): string {
	const { time, second } = clockOf(moment);
	return `${time}:${second}`;
}

/** The value for an `<input type="datetime-local">`, in Asia/Shanghai: `2026-01-26T14:05`. */
export function toLocalInput(moment: Moment): string {
	const { year, month, day, time } = clockOf(moment);
	return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T${time}`;
}

/** The moment a `<input type="datetime-local">` stands for in Asia/Shanghai, ISO UTC; null when incomplete. */
export function fromLocalInput(text: string): string | null {
	const moment = Date.parse(`${text}+08:00`);
	return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) && !Number.isNaN(moment)
		? new Date(moment).toISOString()
		: null;
}

/** How long ago: `刚刚`, `3 分钟前`, `2 小时前`, `5 天前`; a moment ahead (a wrong clock) is `刚刚`. */
export function formatAge(moment: Moment, now: Moment, language: Locale = locale.current): string {
	const age = new Date(now).getTime() - new Date(moment).getTime();
	if (age < MINUTE) return language === 'zh' ? '刚刚' : 'just now';
	const duration = formatDuration(age, language);
	return language === 'zh' ? `${duration}前` : `${duration} ago`;
}

/** A length of time in its largest unit (and minutes beside hours): `45 分钟`, `4 小时 10 分钟`, `3 天`. */
export function formatDuration(milliseconds: number, language: Locale = locale.current): string {
	const unit = (value: number, zh: string, en: string) => (language === 'zh' ? `${value} ${zh}` : `${value} ${en}`);
	const length = Math.max(0, milliseconds);
	if (length < MINUTE) return unit(Math.floor(length / 1000), '秒', 's');
	if (length < HOUR) return unit(Math.floor(length / MINUTE), '分钟', 'min');
	if (length >= DAY) {
		const days = Math.floor(length / DAY);
		return unit(days, '天', days === 1 ? 'day' : 'days');
	}
	const minutes = Math.floor((length % HOUR) / MINUTE);
	const hours = unit(Math.floor(length / HOUR), '小时', 'h');
	return minutes === 0 || length >= 6 * HOUR ? hours : `${hours} ${unit(minutes, '分钟', 'min')}`;
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** A figure with its thousands grouped: `28,500`; `—` when it is not known (which is not zero). */
export function formatNumber(value: number | null | undefined): string {
	return value === null || value === undefined ? '—' : grouped.format(value);
}

/** A difference with its sign: `+12`, `−3`, `±0`. */
export function formatDifference(value: number): string {
	if (value === 0) return '±0';
	return value > 0 ? `+${grouped.format(value)}` : `−${grouped.format(-value)}`;
}

/** A share between 0 and 1 as whole per cent: `85%`; `—` when not known. */
export function formatShare(share: number | null | undefined): string {
	return share === null || share === undefined || !Number.isFinite(share) ? '—' : `${Math.round(share * 100)}%`;
}

/** Money given in fen: `1,234.50 元`, from ten thousand yuan `716 万元`; English `¥7,160,000`. */
export function formatMoney(fen: number | bigint, language: Locale = locale.current): string {
	const amount = BigInt(fen);
	const magnitude = amount < 0n ? -amount : amount;
	const sign = amount < 0n ? '−' : '';
	if (language === 'en') return `${sign}¥${decimal(magnitude, 2)}`;
	return magnitude >= 1_000_000n ? `${sign}${decimal(magnitude, 6)} 万元` : `${sign}${decimal(magnitude, 2)} 元`;
}

/** A whole number divided by a power of ten, exact, grouped, without trailing zeros beyond two decimals. */
function decimal(value: bigint, digits: number): string {
	const divisor = 10n ** BigInt(digits);
	const whole = (value / divisor).toString().replace(/\B(?=(\d{3})+$)/g, ',');
	const fraction = (value % divisor).toString().padStart(digits, '0').replace(/0+$/, '');
	if (fraction === '') return whole;
	return `${whole}.${digits === 2 ? fraction.padEnd(2, '0') : fraction}`;
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Order of two names: by pinyin, numbers by their value. */
export function compareNames(a: string, b: string): number {
	return collator.compare(a, b);
}
