import { CountyThreshold, type Measure } from '#domain/advice/threshold.ts';
import { newId } from '#client/live/new-id.ts';

/** A threshold as it is typed. */
export interface ThresholdDraft {
	id: string;
	level: '1' | '2' | '3' | '4';
	of: Measure['of'];
	base: 'provinceFarming' | 'countyFarming';
	keys: string[];
	atLeast: string;
	below: string;
	basisZh: string;
	basisEn: string;
}

/** What a form begins with: an existing threshold, or a new one. */
export function draftOf(threshold: CountyThreshold | null): ThresholdDraft {
	return {
		id: threshold?.id ?? newId(),
		level: String(threshold?.level ?? 4) as ThresholdDraft['level'],
		of: threshold?.measure.of ?? 'sum',
		base: threshold?.measure.of === 'share' ? threshold.measure.base : 'countyFarming',
		keys: [...(threshold?.measure.keys ?? [])],
		atLeast: threshold?.atLeast ?? '',
		below: threshold?.below ?? '',
		basisZh: threshold?.basis.zh ?? '',
		basisEn: threshold?.basis.en ?? ''
	};
}

/** A number as people type it: thousands apart, full-width digits. */
export function plainNumber(text: string): string {
	return text.normalize('NFKC').replaceAll(/[\s,]/g, '');
}

/** The threshold a draft stands for; null while something is missing or wrong. */
export function thresholdOf(draft: ThresholdDraft): CountyThreshold | null {
	const { id, level, of, base, keys, basisZh, basisEn } = draft;
	const parsed = CountyThreshold.safeParse({
		id,
		level: Number(level),
		measure: of === 'sum' ? { of, keys } : { of, keys, base },
		atLeast: plainNumber(draft.atLeast),
		below: plainNumber(draft.below) || null,
		basis: { zh: basisZh, en: basisEn }
	});
	return parsed.success ? parsed.data : null;
}
