import fc from 'fast-check';
import { z } from 'zod';

type Schema = Record<string, unknown> & {
	type?: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
};

/** Ids and codes of the server under test, so that inputs reach beyond the first check. */
export interface Known {
	ids: readonly string[];
	codes: readonly string[];
}

const MEGABYTE = 1_048_576;

const TEXTS = [
	'',
	' ',
	'\u0000',
	'名\u0000称',
	'\ud800',
	'断\udfff开',
	'\u202e\u2066\ufeff',
	'\r\n',
	"'; DROP TABLE account; --",
	'%_\\',
	'../../etc/passwd',
	'${7*7}{{7*7}}',
	'__proto__',
	'constructor',
	'NaN',
	'null',
	'٣',
	'😀'.repeat(100),
	'e\u0301'.repeat(5000),
	'长'.repeat(MEGABYTE / 3),
	'a'.repeat(MEGABYTE)
];

const TIMES = [
	'0000-01-01T00:00:00Z',
	'0001-01-01T00:00:00Z',
	'0099-12-31T23:59:59.999Z',
	'9999-12-31T23:59:59.999Z',
	'2026-02-30T00:00:00Z',
	'2026-01-12T24:00:00Z',
	'2026-01-12T00:00:60Z',
	'2026-01-12T00:00:00+08:00',
	`2026-01-12T00:00:00.${'9'.repeat(20)}Z`,
	'+275760-09-13T00:00:00.000Z',
	'0000-01-01',
	'9999-12-31',
	'2026-13-01'
];

const NUMBERS = [0, -0, -1, 1, 1.5, 1e-7, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 31 - 1, 2 ** 53, 2 ** 53 - 1, 2 ** 63];

const deep = (levels: number): unknown => {
	let value: unknown = 'bottom';
	for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value };
	return value;
};

const OTHERS: unknown[] = [
	null,
	true,
	[],
	{},
	[[]],
	['x'],
	deep(2000),
	Array.from({ length: 100_000 }, () => 0),
	Array.from({ length: 5000 }, (_, index) => `430426${String(index).padStart(3, '0')}`),
	Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, index])),
	JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'),
	{ toString: 'x', valueOf: 1, then: 'x', toJSON: 'x', length: -1 }
];

/** Values that have broken servers before. Large ones are rare, because each costs a megabyte on the wire. */
const hostile = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...TEXTS.filter((text) => text.length < 20_000)) },
	{ weight: 1, arbitrary: fc.constantFrom(...TEXTS.filter((text) => text.length >= 20_000)) },
	{ weight: 4, arbitrary: fc.constantFrom(...TIMES) },
	{ weight: 4, arbitrary: fc.constantFrom(...NUMBERS) },
	{ weight: 3, arbitrary: fc.constantFrom(...OTHERS) },
	{ weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) }
);

/** Values of a schema: of the right form, at its edges, and with ids that exist. */
function fitting(schema: Schema, known: Known): fc.Arbitrary<unknown> {
	if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
	if ('const' in schema) return fc.constant(schema.const);
	const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
	if (choices) return fc.oneof(...choices.map((choice) => fitting(choice, known)));
	switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
		case 'object':
			return objects(schema, known);
		case 'array':
			return fc.array(fitting(schema.items ?? {}, known), { maxLength: 3 });
		case 'string':
			return texts(schema, known);
		case 'integer':
		case 'number':
			return numbers(schema);
		case 'boolean':
			return fc.boolean();
		case 'null':
			return fc.constant(null);
		default:
			return hostile;
	}
}

function objects(schema: Schema, known: Known): fc.Arbitrary<unknown> {
	const required = new Set(schema.required as string[] | undefined);
	const entries = Object.entries(schema.properties ?? {});
	const fields = Object.fromEntries(entries.map(([key, of]) => [key, fitting(of, known)]));
	return fc.record(fields, { requiredKeys: entries.map(([key]) => key).filter((key) => required.has(key)) });
}

function texts(schema: Schema, known: Known): fc.Arbitrary<string> {
	if (schema.format === 'uuid') return fc.constantFrom(...known.ids, crypto.randomUUID());
	if (schema.format === 'date-time')
		return fc.constantFrom(new Date().toISOString(), '2026-01-12T03:04:05Z', ...TIMES.slice(0, 4));
	if (schema.format === 'date') return fc.constantFrom('2026-01-12', '0000-01-01', '0001-01-01', '9999-12-31');
	const pattern = schema.pattern as string | undefined;
	if (pattern?.includes('[1-9]')) return fc.constantFrom(...known.codes);
	if (pattern?.includes('?!')) return fc.constantFrom('350', '0.01', '99999999.99', '0', '1e3');
	if (pattern && pattern.length < 120) return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, 60));
	return fc.oneof(fc.constantFrom('名称', 'x', '1'), fc.string({ maxLength: 30 }));
}

function numbers(schema: Schema): fc.Arbitrary<number> {
	const min = (schema.minimum as number | undefined) ?? -10;
	const max = (schema.maximum as number | undefined) ?? 1_000;
	return fc.oneof(fc.constantFrom(min, max, 1, 2), fc.integer({ min: Math.ceil(min), max: Math.min(max, min + 5) }));
}

/** Every place in a value, as a list of keys. */
function places(value: unknown, at: string[] = []): string[][] {
	if (value === null || typeof value !== 'object' || at.length > 3) return [at];
	return [
		at,
		...Object.entries(value)
			.slice(0, 30)
			.flatMap(([key, inner]) => places(inner, [...at, key]))
	];
}

function put(value: unknown, [key, ...rest]: string[], what: unknown): unknown {
	if (key === undefined) return what;
	if (Array.isArray(value))
		return value.map((item: unknown, index) => (String(index) === key ? put(item, rest, what) : item));
	const object = value as Record<string, unknown>;
	return { ...object, [key]: put(object[key], rest, what) };
}

/** Inputs for a procedure: fitting ones, and fitting ones with one or more places spoiled, emptied or grown. */
export function hostileInputs(input: z.ZodType | undefined, known: Known): fc.Arbitrary<unknown> {
	if (!input) return hostile;
	const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema;
	const good = fitting(schema, known);
	const spoiled = fc
		.tuple(good, fc.array(fc.tuple(fc.nat(), hostile), { minLength: 1, maxLength: 2 }))
		.map(([value, spoils]) =>
			spoils.reduce<unknown>((result, [where, what]) => {
				const all = places(result);
				return put(result, all[where % all.length]!, what);
			}, value)
		);
	const grown = fc
		.tuple(good, hostile)
		.map(([value, what]) => (typeof value === 'object' ? { ...value, extra: what, ['__proto__x']: what } : value));
	return fc.oneof(
		{ weight: 4, arbitrary: good },
		{ weight: 6, arbitrary: spoiled },
		{ weight: 1, arbitrary: grown },
		{ weight: 1, arbitrary: hostile }
	);
}
