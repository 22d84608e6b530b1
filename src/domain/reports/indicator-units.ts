/** Units of the national catalogue, with their names and the tag a machine reads them by. */
export const INDICATOR_UNITS = {
	个: { zh: '个', en: '' },
	人: { zh: '人', en: 'people' },
	间: { zh: '间', en: 'rooms' },
	户: { zh: '户', en: 'households' },
	公顷: { zh: '公顷', en: 'ha' },
	头只: { zh: '头只', en: 'head' },
	千米: { zh: '千米', en: 'km' },
	皮长公里: { zh: '皮长公里', en: 'sheath km' },
	台套: { zh: '台套', en: 'sets' },
	万元: { zh: '万元', en: '10,000 yuan' }
} as const;

export type IndicatorUnit = keyof typeof INDICATOR_UNITS;
