/**
 * Exact decimals. A figure is the text of a plain decimal number in its one canonical form (`12.5`, `-0.03`, `0`):
 * no exponent, no leading or trailing zeros, no `-0`. Texts travel through JSON, forms and the database without
 * loss; arithmetic is done on whole numbers scaled by a power of ten, never on binary fractions.
 */
export type Decimal = string;

/** The most digits a figure may have before and after its point; nothing a county counts comes near. */
const MAX_WHOLE = 30;
const MAX_FRACTION = 20;

/** Figures this short, this many at a time, add up exactly as whole numbers of the machine, and much faster. */
const SHORT = { length: 10, places: 2, figures: 1_000 };

/** The canonical form of a plain decimal text (`+007.50` → `7.5`); null when it is none. */
export function decimalOf(text: string): Decimal | null {
	const match = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
	if (!match || !/\d/.test(text)) return null;
	const [, sign = '', digits = '', fraction = ''] = match;
	if (digits.length > MAX_WHOLE || fraction.length > MAX_FRACTION) return null;
	const size = `${digits === '' ? '0' : digits}${fraction === '' ? '' : `.${fraction}`}`;
	return sign === '-' && size !== '0' ? `-${size}` : size;
}

/** How many places a figure has behind its point. */
export function placesOf(figure: Decimal): number {
	const point = figure.indexOf('.');
	return point < 0 ? 0 : figure.length - point - 1;
}

/** The sum of figures; 0 for none. */
export function addDecimals(figures: readonly Decimal[]): Decimal {
	const scale = figures.reduce((most, figure) => Math.max(most, placesOf(figure)), 0);
	if (areShort(figures, scale)) {
		let units = 0;
		for (const figure of figures) units += shortUnitsAt(figure, scale);
		return written(units, scale);
	}
	return written(
		figures.reduce((sum, figure) => sum + unitsAt(figure, scale), 0n),
		scale
	);
}

/** `a − b`. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
	const scale = Math.max(placesOf(a), placesOf(b));
	if (areShort([a, b], scale)) return written(shortUnitsAt(a, scale) - shortUnitsAt(b, scale), scale);
	return written(unitsAt(a, scale) - unitsAt(b, scale), scale);
}

/** Below 0 when `a` is less than `b`, 0 when they are equal, above 0 when it is more. */
export function compareDecimals(a: Decimal, b: Decimal): number {
	const scale = Math.max(placesOf(a), placesOf(b));
	if (areShort([a, b], scale)) return Math.sign(shortUnitsAt(a, scale) - shortUnitsAt(b, scale));
	const difference = unitsAt(a, scale) - unitsAt(b, scale);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A figure without its sign. */
export function sizeOf(figure: Decimal): Decimal {
	return figure.startsWith('-') ? figure.slice(1) : figure;
}

/** `part` of `whole` in per cent, cut to whole per cent; null when the whole is 0. */
export function percentOf(part: Decimal, whole: Decimal): number | null {
	const scale = Math.max(placesOf(part), placesOf(whole));
	const units = unitsAt(whole, scale);
	return units === 0n ? null : Number((unitsAt(part, scale) * 100n) / units);
}

/** Whether `part` is more than so many per cent of `whole`, exactly. */
export function exceedsPercent(part: Decimal, whole: Decimal, percent: number): boolean {
	const scale = Math.max(placesOf(part), placesOf(whole));
	return unitsAt(part, scale) * 100n > unitsAt(whole, scale) * BigInt(percent);
}

/** A figure as it is shown: at least the places its indicator has, thousands apart; never rounded. */
export function formatDecimal(figure: Decimal, places = 0): string {
	const sign = figure.startsWith('-') ? '−' : '';
	const [whole = '0', fraction = ''] = sizeOf(figure).split('.');
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
	const shown = fraction.padEnd(places, '0');
	return `${sign}${grouped}${shown === '' ? '' : `.${shown}`}`;
}

function areShort(figures: readonly Decimal[], scale: number): boolean {
	const { length, places, figures: most } = SHORT;
	return scale <= places && figures.length <= most && figures.every((figure) => figure.length <= length);
}

/** The number times ten to the power of `scale`, for short figures. */
function shortUnitsAt(figure: Decimal, scale: number): number {
	return Number(digitsAt(figure, scale));
}

/** The number times ten to the power of `scale`. */
function unitsAt(figure: Decimal, scale: number): bigint {
	return BigInt(digitsAt(figure, scale));
}

function digitsAt(figure: Decimal, scale: number): string {
	const point = figure.indexOf('.');
	if (point < 0) return figure + '0'.repeat(scale);
	return figure.slice(0, point) + figure.slice(point + 1).padEnd(scale, '0');
}

function written(units: bigint | number, scale: number): Decimal {
	const text = String(units);
	if (scale === 0) return text;
	const isNegative = text.startsWith('-');
	const digits = (isNegative ? text.slice(1) : text).padStart(scale + 1, '0');
	const cut = digits.length - scale;
	return decimalOf(`${isNegative ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`) ?? '0';
}
