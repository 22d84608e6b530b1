/** Keys whose values are somebody's telephone, identity or name, wherever they stand in an entry. */
const PHONE = /phone|mobile|tel$/i;
const IDENTITY = /id(entity)?(card|number)/i;
const PERSON = /contactName|personName|householder|memberName/i;

function maskText(text: string, head: number, tail: number): string {
	const chars = [...text];
	if (chars.length <= head + tail) return '*'.repeat(chars.length);
	return [...chars.slice(0, head), '*'.repeat(chars.length - head - tail), ...chars.slice(chars.length - tail)].join(
		''
	);
}

function maskValue(key: string, value: unknown): unknown {
	if (typeof value !== 'string' || value === '') return maskPersonal(value);
	if (PHONE.test(key)) return maskText(value, 3, 2);
	if (IDENTITY.test(key)) return maskText(value, 6, 2);
	if (PERSON.test(key)) return maskText(value, 1, 0);
	return value;
}

/** A value of `before` or `after` with the personal data in it masked: 138******00, 王**. The shape stays. */
export function maskPersonal(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(maskPersonal);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskValue(key, inner)]));
}
