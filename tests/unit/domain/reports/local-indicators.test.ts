import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventView } from '#domain/events/event.ts';
import { catalogueWith, inPlace, NATIONAL_CATALOGUE } from '#domain/reports/catalogue.ts';
import { decideAddIndicator, decideEndIndicator, findInUse, MOST_LOCAL } from '#domain/reports/change-indicators.ts';
import { checkFigures } from '#domain/reports/check-figures.ts';
import { decideFile, type FilingState } from '#domain/reports/decide-file.ts';
import { describeBreak } from '#domain/reports/describe-break.ts';
import { NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import { AddIndicatorInput, isLocalKey, localKeyOf, type LocalKey } from '#domain/reports/local-indicator.ts';
import { neededReasons } from '#domain/reports/needed-reasons.ts';
import { FileReportInput } from '#domain/reports/report.ts';
import { describeIssues } from '#domain/shared/describe-issue.ts';
import { newId } from '#server/new-id.ts';
import { aLocal, catalogueAfter, someSteps } from './local-indicators.ts';

const NOW = '2026-01-26T04:00:00.000Z';
const policy = { sharePercent: 50, atLeast: 10 };
const adding = (over: object = {}) =>
	AddIndicatorInput.parse({
		...{ operationId: newId(), zh: '受损桥梁', en: 'Bridges damaged', isCurrent: false, reason: '市防指要求' },
		of: { group: 'facilities', unit: '座', decimals: 0 },
		...over
	});

describe('the catalogue of a county', () => {
	test('keeps every key for one indicator for good, whatever is added and ended', () =>
		fc.assert(
			fc.property(someSteps, (steps) => {
				const { all, inUse, local, find } = catalogueAfter(steps);
				expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
				expect(all.slice(0, NATIONAL_KEYS.length).map(({ key }) => key)).toEqual(NATIONAL_KEYS);
				expect(local.every(({ key }) => isLocalKey(key))).toBe(true);
				for (const one of all) expect(find(one.key)).toBe(one);
				for (const { parent, unit, decimals, group, isCurrent } of local) {
					if (parent === null) continue;
					const whole = find(parent)!;
					expect([whole.unit, whole.decimals, whole.group]).toEqual([unit, decimals, group]);
					expect(whole.isCurrent && !isCurrent).toBe(false);
				}
				for (const { parent } of inUse) if (parent !== null) expect(inUse).toContain(find(parent));
			})
		));

	test('a part above its whole is a break with both figures, and nothing else of the county’s own is', () =>
		fc.assert(
			fc.property(someSteps, fc.nat({ max: 50 }), fc.nat({ max: 50 }), (steps, part, whole) => {
				const catalogue = catalogueAfter(steps);
				for (const { key, parent } of catalogue.local) {
					if (parent === null) continue;
					const figures = { [parent]: String(whole), [key]: String(part) };
					const found = checkFigures(figures, catalogue).filter(({ rule }) => rule.includes(key));
					const own = found.filter(({ left }) => left.key === parent);
					expect(own).toHaveLength(part > whole ? 1 : 0);
					for (const of of own) {
						expect(describeBreak(of, 'zh', catalogue.find)).toContain(catalogue.find(key)!.zh);
						expect(describeBreak(of, 'en', catalogue.find)).not.toContain('local.');
					}
				}
				expect(checkFigures({ affected: '1' }, catalogue)).toEqual(checkFigures({ affected: '1' }));
			})
		));

	test('rows stand with their parts below them, each once', () =>
		fc.assert(
			fc.property(someSteps, fc.func(fc.boolean()), (steps, isShown) => {
				const catalogue = catalogueAfter(steps);
				const rows = catalogue.all.filter(({ key }) => isShown(key));
				const placed = inPlace(catalogue, rows).map(({ key }) => key);
				expect([...placed].sort()).toEqual(rows.map(({ key }) => key).sort());
				expect(placed.filter((key) => !isLocalKey(key))).toEqual(
					rows.flatMap(({ key }) => (isLocalKey(key) ? [] : [key]))
				);
				for (const { key, parent } of catalogue.local)
					if (parent !== null && placed.includes(parent) && placed.includes(key))
						expect(placed.indexOf(key)).toBeGreaterThan(placed.indexOf(parent));
			})
		));

	test('names that read the same are one name; a name that was ended is free again', () => {
		const taken = { ok: false, problem: { code: 'indicatorNameTaken' } };
		const own = catalogueWith([aLocal({ zh: '受损桥梁' })]);
		const add = (of: typeof own, over: object) => decideAddIndicator(of, adding(over), NOW);
		expect(add(own, {})).toMatchObject(taken);
		expect(add(NATIONAL_CATALOGUE, { zh: '因灾重伤 人口' })).toMatchObject(taken);
		expect(add(NATIONAL_CATALOGUE, { zh: '紧急转移安置人口（实时值）' })).toMatchObject(taken);
		expect(add(NATIONAL_CATALOGUE, { en: 'people affected' })).toMatchObject(taken);
		expect(add(catalogueWith([aLocal({ zh: '受损桥梁', endedAt: NOW })]), {})).toMatchObject({
			value: { key: 'local.2', zh: '受损桥梁' }
		});
		expect(add(NATIONAL_CATALOGUE, { en: '' })).toMatchObject({
			value: { key: 'local.1', en: '受损桥梁', version: 1 }
		});
		const full = Array.from({ length: MOST_LOCAL }, (_, index) =>
			aLocal({ key: localKeyOf(index + 1), zh: `第${index}` })
		);
		expect(add(catalogueWith(full), {})).toMatchObject({ problem: { code: 'indicatorsFull' } });
	});

	test('a part has what its whole has; of a figure of now no running total is a part', () => {
		const partOf = (parent: string, over: object = {}) =>
			decideAddIndicator(catalogueWith([aLocal({ endedAt: NOW })]), adding({ of: { parent }, ...over }), NOW);
		expect(partOf('cropAffectedArea')).toMatchObject({
			value: { parent: 'cropAffectedArea', unit: '公顷', decimals: 2, group: 'farming' }
		});
		expect(partOf('shelteredNow')).toMatchObject({ problem: { code: 'indicatorOutgrows' } });
		expect(partOf('shelteredNow', { isCurrent: true })).toMatchObject({ value: { isCurrent: true } });
		expect(partOf('local.1')).toMatchObject({ problem: { code: 'indicatorEnded' } });
		expect(partOf('local.7')).toMatchObject({ problem: { code: 'indicatorUnknown' } });
	});

	test('it ends once, its parts before it, and no national one ever', () => {
		const whole = aLocal();
		const part = aLocal({ key: 'local.2', zh: '绝收大棚', parent: 'local.1' });
		const end = (key: string, ...local: (typeof whole)[]) => decideEndIndicator(catalogueWith(local), key, NOW);
		expect(end('local.1', whole, part)).toMatchObject({
			problem: { code: 'indicatorHasParts', params: { names: '绝收大棚' } }
		});
		expect(end('local.1', whole, { ...part, endedAt: NOW })).toMatchObject({ value: { endedAt: NOW, version: 2 } });
		expect(end('local.2', whole, { ...part, endedAt: NOW })).toMatchObject({ problem: { code: 'indicatorEnded' } });
		expect(end('affected', whole)).toMatchObject({ problem: { code: 'indicatorNational' } });
		expect(end('local.3', whole)).toMatchObject({ problem: { code: 'indicatorUnknown' } });
		expect(findInUse(catalogueWith([whole]), 'local.1')).toMatchObject({ value: { zh: '受损大棚' } });
	});

	test('a name with 其中 before it or its unit behind it is refused with words for what to leave out', () => {
		const said = (over: object) => {
			const { error } = AddIndicatorInput.safeParse({ ...adding(), ...over });
			return describeIssues(error?.issues ?? []).map(({ path, zh }) => [path, zh]);
		};
		for (const zh of ['其中：受损大棚', '其中受损大棚'])
			expect(said({ zh })).toEqual([['zh', expect.stringContaining('“其中”') as string]]);
		const ofTents = { group: 'housing', unit: '顶', decimals: 0 };
		for (const zh of ['受损大棚（个）', '受损大棚(公顷)', '受损大棚（单位：万元）', '受损大棚 （ 座 ）'])
			expect(said({ zh })).toEqual([['zh', expect.stringContaining('单位') as string]]);
		expect(said({ zh: '搭建帐篷（顶）', of: ofTents })).toHaveLength(1);
		expect(said({ en: 'Greenhouses (ha)' })).toEqual([['en', expect.any(String) as string]]);
		for (const zh of ['受损大棚（累计值）', '受损大棚(实时值)', '个体工商户受灾', '大棚（个体户）', '其余受损大棚'])
			expect(said({ zh, of: ofTents })).toEqual([]);
	});

	test('a key or a name that is none is refused at the door', () => {
		for (const key of ['local.', 'local.0', 'local.01', 'local.1x', 'constructor', '__proto__', 'local.123456'])
			expect(isLocalKey(key)).toBe(false);
		const refused = (over: object) => AddIndicatorInput.safeParse({ ...adding(), ...over }).success;
		expect([
			refused({ zh: '=1+1' }),
			refused({ zh: '{受灾}' }),
			refused({ zh: '　' }),
			refused({ reason: '' })
		]).toEqual([false, false, false, false]);
		expect(refused({ of: { group: 'none', unit: '座', decimals: 0 } })).toBe(false);
		expect(refused({ of: { parent: 'local.2' } })).toBe(true);
	});
});

describe('a report with an indicator of the county’s own', () => {
	const ENDED = '2026-01-25T12:00:00.000Z';
	const event: EventView = {
		...{ id: newId(), name: '冰冻', kind: 'freeze', startedAt: '2026-01-12T00:00:00Z', areaCodes: ['430426104'] },
		...{ phase: 'response', level: null, description: '', openedAt: '2026-01-12T00:00:00Z', closedAt: null, version: 1 }
	};
	const file = (over: object, observedAt: string, of: Partial<FilingState> = {}) => {
		const state = { event, level: 'village' as const, unit: null, standing: null, accepted: null, sum: null };
		const ids = { operationId: newId(), eventId: event.id, areaCode: '430426104201' };
		const command = FileReportInput.parse({ ...ids, deviceTime: observedAt, ...over });
		const catalogue = catalogueWith([aLocal(), aLocal({ key: 'local.2', zh: '受损鱼塘', endedAt: ENDED })]);
		return decideFile({ ...state, catalogue, ...of }, command, 'INFORMANT', observedAt, policy);
	};
	const figures = { 'local.1': '3', 'local.2': '4' } as Record<LocalKey, string>;

	test('is taken from before one ended, and refused with its name from after', () => {
		expect(file({ figures }, '2026-01-25T11:59:00Z')).toMatchObject({ value: { figures } });
		expect(file({ figures }, '2026-01-25T12:01:00Z')).toMatchObject({
			problem: { code: 'reportHasEnded', params: { names: '受损鱼塘' } }
		});
		expect(file({ figures: { 'local.1': '3' } }, NOW)).toMatchObject({ value: { figures: { 'local.1': '3' } } });
		expect(file({ figures: { 'local.9': '3' } }, NOW)).toMatchObject({ problem: { code: 'indicatorUnknown' } });
		expect(file({ figures: { 'local.1': '3.5' } }, NOW)).toMatchObject({
			problem: { code: 'reportBreaksRules', fields: [{ path: 'figures.local.1', zh: '受损大棚 3.5 个，应为整数。' }] }
		});
		expect(FileReportInput.safeParse({ operationId: newId(), figures: { 'local.x': '1' } }).success).toBe(false);
	});

	test('the next one leaves out what ended, and need not say why it is less', () => {
		const standing = { figures, sources: { 'local.2': 'phone' as const }, observedAt: '2026-01-25T00:00:00Z' };
		expect(file({ isZero: true }, NOW, { standing })).toMatchObject({
			value: { figures: { 'local.1': '3' }, sources: {} }
		});
		expect(file({ figures: { 'local.1': '5' } }, NOW, { standing })).toMatchObject({ ok: true });
		expect(file({ figures: { 'local.1': '1' } }, NOW, { standing })).toMatchObject({
			problem: { code: 'reportNeedsReasons', fields: [{ path: 'reasons.fall:local.1' }] }
		});
		const catalogue = catalogueWith([aLocal({ endedAt: ENDED })]);
		expect(neededReasons({}, { 'local.1': '30' }, policy, catalogue)).toEqual([]);
	});
});
