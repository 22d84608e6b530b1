/**
 * Exact decimals. A figure is the text of a plain decimal number in its one canonical form (`12.5`, `-0.03`, `0`):
 * no exponent, no leading or trailing zeros, no `-0`. Texts travel through JSON, forms and the database without
 * loss; arithmetic is done on whole numbers scaled by a power of ten, never on binary fractions.
 */
export type Decimal = string;

/** The most digits a figure may have before and after its point; nothing a county counts comes near. */
const MAX_WHOLE = 30;
const MAX_FRACTION = 20;

interface Scaled {
	/** The number times ten to the power of `scale`. */
	units: bigint;
	scale: number;
}

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
	const scale = Math.max(0, ...figures.map(placesOf));
	return written({ units: figures.reduce((sum, figure) => sum + unitsAt(figure, scale), 0n), scale });
}

/** `a − b`. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
	const scale = Math.max(placesOf(a), placesOf(b));
	return written({ units: unitsAt(a, scale) - unitsAt(b, scale), scale });
}

/** Below 0 when `a` is less than `b`, 0 when they are equal, above 0 when it is more. */
export function compareDecimals(a: Decimal, b: Decimal): number {
	const scale = Math.max(placesOf(a), placesOf(b));
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

/** A figure as it is shown: at least the places its indicator has, thousands apart; never rounded. */
export function formatDecimal(figure: Decimal, places = 0): string {
	const sign = figure.startsWith('-') ? '−' : '';
	const [whole = '0', fraction = ''] = sizeOf(figure).split('.');
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
	const shown = fraction.padEnd(places, '0');
	return `${sign}${grouped}${shown === '' ? '' : `.${shown}`}`;
}

function unitsAt(figure: Decimal, scale: number): bigint {
	const [whole = '0', fraction = ''] = sizeOf(figure).split('.');
	const units = BigInt(whole + fraction.padEnd(scale, '0'));
	return figure.startsWith('-') ? -units : units;
}

function written({ units, scale }: Scaled): Decimal {
	const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
	const cut = digits.length - scale;
	return decimalOf(`${units < 0n ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`) ?? '0';
}
