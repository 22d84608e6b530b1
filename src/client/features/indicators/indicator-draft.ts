import { INDICATOR_UNITS } from '#domain/reports/indicator-units.ts';
import type { IndicatorGroup } from '#domain/reports/indicators.ts';
import type { AddIndicatorInput, IndicatorKey } from '#domain/reports/local-indicator.ts';

/** The choice of a unit that is not the catalogue's. */
export const OTHER_UNIT = '';

/** An indicator as it is typed. */
export interface IndicatorDraft {
	zh: string;
	en: string;
	/** Key of what it is part of; '' where it stands for itself. */
	parent: IndicatorKey | '';
	group: IndicatorGroup;
	unit: string;
	otherUnit: string;
	decimals: '0' | '1' | '2';
	isCurrent: 'cumulative' | 'current';
	reason: string;
}

export function emptyDraft(): IndicatorDraft {
	return {
		...{ zh: '', en: '', parent: '', group: 'people', unit: '人', otherUnit: '' },
		...{ decimals: '0', isCurrent: 'cumulative', reason: '' }
	};
}

/** Units to choose from, the catalogue's. */
export const UNITS = Object.keys(INDICATOR_UNITS);

/** What is sent of a draft. */
export function contentOf(draft: IndicatorDraft): Omit<AddIndicatorInput, 'operationId'> {
	const { zh, en, parent, group, decimals, reason } = draft;
	const unit = draft.unit === OTHER_UNIT ? draft.otherUnit : draft.unit;
	return {
		...{ zh, en, reason, isCurrent: draft.isCurrent === 'current' },
		of: parent === '' ? { group, unit, decimals: Number(decimals) } : { parent }
	};
}
