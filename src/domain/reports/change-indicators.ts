import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { Catalogue } from './catalogue.ts';
import { nameOf, type Indicator } from './indicators.ts';
import { isLocalKey, localKeyOf, numberOf, type AddIndicatorInput, type LocalIndicator } from './local-indicator.ts';

/** As many as a village can be asked for on a telephone; a longer list is filled in by nobody. */
export const MOST_LOCAL = 40;

/**
 * Whether the county may ask for one more indicator. A part has the unit, the places and the group of what it is part
 * of; of what stands now (实时值) no running total can be a part, because it would outgrow it.
 *
 * @returns it, or `indicatorNameTaken`, `indicatorUnknown` (the parent), `indicatorEnded` (the parent),
 *   `indicatorOutgrows`, `indicatorsFull`
 */
export function decideAddIndicator(
	catalogue: Catalogue,
	input: Pick<AddIndicatorInput, 'zh' | 'en' | 'of' | 'isCurrent'>,
	now: string
): Result<LocalIndicator> {
	const { zh, isCurrent } = input;
	const en = input.en === '' ? zh : input.en;
	const inUse = catalogue.inUse.filter(({ key }) => isLocalKey(key));
	if (inUse.length >= MOST_LOCAL) return refuse(problem('indicatorsFull', { most: MOST_LOCAL }));
	const isTaken = (one: Indicator) => plain(one.zh) === plain(zh) || plain(one.en) === plain(en);
	if (catalogue.inUse.some(isTaken)) return refuse(problem('indicatorNameTaken', { name: zh }));
	const made = {
		...{ key: localKeyOf(nextNumber(catalogue.local)), zh, en, isCurrent },
		...{ activeFrom: now, endedAt: null, version: 1 }
	};
	if (!('parent' in input.of)) return ok({ ...made, ...input.of, parent: null });
	const whole = findInUse(catalogue, input.of.parent);
	if (!whole.ok) return whole;
	const parent = whole.value;
	if (parent.isCurrent && !isCurrent) return refuse(problem('indicatorOutgrows', { name: nameOf(parent).zh }));
	const { key, unit, decimals, group } = parent;
	return ok({ ...made, parent: key, unit, decimals, group });
}

/**
 * Whether an indicator may be asked for no more. What was reported of it stays in its reports.
 *
 * @returns it as it is then, or `indicatorNational`, `indicatorUnknown`, `indicatorEnded`, `indicatorHasParts`
 */
export function decideEndIndicator(catalogue: Catalogue, key: string, now: string): Result<LocalIndicator> {
	if (!isLocalKey(key)) return refuse(problem('indicatorNational'));
	const found = catalogue.local.find((one) => one.key === key);
	if (!found) return refuse(problem('indicatorUnknown', { name: key }));
	if (found.endedAt !== null) return refuse(problem('indicatorEnded', { name: found.zh }));
	const parts = catalogue.inUse.filter(({ parent }) => parent === key);
	if (parts.length > 0) return refuse(problem('indicatorHasParts', { names: parts.map(({ zh }) => zh).join('、') }));
	return ok({ ...found, endedAt: now, version: found.version + 1 });
}

/** An indicator that is asked for now; `indicatorUnknown` or `indicatorEnded` where it is not. */
export function findInUse({ find, inUse }: Catalogue, key: string): Result<Indicator> {
	const found = find(key);
	if (!found) return refuse(problem('indicatorUnknown', { name: key }));
	return inUse.includes(found) ? ok(found) : refuse(problem('indicatorEnded', { name: nameOf(found).zh }));
}

/** Of two names that differ only by marks, brackets or case nobody can tell which is which. */
function plain(name: string): string {
	return name
		.normalize('NFKC')
		.replace(/^其中[:：]/, '')
		.replaceAll(/[\s\p{P}]/gu, '')
		.toLowerCase();
}

function nextNumber(local: readonly LocalIndicator[]): number {
	return Math.max(0, ...local.map(({ key }) => numberOf(key))) + 1;
}
