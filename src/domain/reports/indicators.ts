import { INDICATOR_UNITS, type IndicatorUnit } from './indicator-units.ts';

/** Groups of the catalogue, in its order; a form folds by them. */
export const INDICATOR_GROUPS = {
	people: { zh: '受灾人口', en: 'People' },
	relocation: { zh: '转移安置', en: 'Relocation' },
	aid: { zh: '救助需求', en: 'Aid needed' },
	housing: { zh: '房屋', en: 'Housing' },
	farming: { zh: '农林牧渔', en: 'Farming' },
	facilities: { zh: '工矿商贸与设施', en: 'Enterprises and facilities' },
	losses: { zh: '直接经济损失', en: 'Direct economic loss' }
} as const;

export type IndicatorGroup = keyof typeof INDICATOR_GROUPS;

interface Entry {
	key: string;
	/** The label of the national catalogue; it never changes, not by a comma. */
	zh: string;
	en: string;
	unit: IndicatorUnit;
	decimals: 0 | 2;
	group: IndicatorGroup;
	/** The indicator this one is a part of (其中). */
	parent?: string;
	/** 实时值: how it stands now, may fall. Without it: 累计值, which never falls. */
	isCurrent?: true;
}

/**
 * The 66 indicators of the national natural-disaster statistics catalogue (自然灾害情况统计调查制度), as its query
 * system exports them: labels, units, decimals and order are the catalogue's own (law). Names in English, groups and
 * parts are this product's reading of it.
 */
const NATIONAL = [
	{
		key: 'floodedTownships',
		zh: '受淹乡镇（街道）数量',
		en: 'Flooded townships',
		unit: '个',
		decimals: 0,
		group: 'people'
	},
	{ key: 'affected', zh: '受灾人口', en: 'People affected', unit: '人', decimals: 0, group: 'people' },
	{ key: 'deaths', zh: '因灾死亡人口', en: 'Deaths', unit: '人', decimals: 0, group: 'people' },
	{ key: 'missing', zh: '因灾失踪人口', en: 'Missing', unit: '人', decimals: 0, group: 'people' },
	{ key: 'injured', zh: '因灾受伤人口', en: 'Injured', unit: '人', decimals: 0, group: 'people' },
	{
		key: 'seriouslyInjured',
		zh: '其中：因灾重伤人口',
		en: 'Seriously injured',
		unit: '人',
		decimals: 0,
		group: 'people',
		parent: 'injured'
	},
	{
		key: 'preemptivelyEvacuated',
		zh: '紧急避险转移人口',
		en: 'Evacuated ahead of danger',
		unit: '人',
		decimals: 0,
		group: 'people'
	},
	{
		key: 'relocatedTotal',
		zh: '紧急转移安置人口(累计值)',
		en: 'Relocated in emergency (so far)',
		unit: '人',
		decimals: 0,
		group: 'relocation'
	},
	{
		key: 'relocatedNow',
		zh: '紧急转移安置人口(实时值)',
		en: 'Relocated in emergency (now)',
		unit: '人',
		decimals: 0,
		group: 'relocation',
		isCurrent: true
	},
	{
		key: 'shelteredTotal',
		zh: '其中：集中安置人口(累计值)',
		en: 'In shelters (so far)',
		unit: '人',
		decimals: 0,
		group: 'relocation',
		parent: 'relocatedTotal'
	},
	{
		key: 'shelteredNow',
		zh: '其中：集中安置人口(实时值)',
		en: 'In shelters (now)',
		unit: '人',
		decimals: 0,
		group: 'relocation',
		parent: 'relocatedNow',
		isCurrent: true
	},
	{
		key: 'dispersedTotal',
		zh: '分散安置人口(累计值)',
		en: 'Dispersed (so far)',
		unit: '人',
		decimals: 0,
		group: 'relocation',
		parent: 'relocatedTotal'
	},
	{
		key: 'dispersedNow',
		zh: '分散安置人口(实时值)',
		en: 'Dispersed (now)',
		unit: '人',
		decimals: 0,
		group: 'relocation',
		parent: 'relocatedNow',
		isCurrent: true
	},
	{
		key: 'sheltersTotal',
		zh: '集中安置点数量(累计值)',
		en: 'Shelters (so far)',
		unit: '个',
		decimals: 0,
		group: 'relocation'
	},
	{
		key: 'sheltersNow',
		zh: '集中安置点数量(实时值)',
		en: 'Shelters (now)',
		unit: '个',
		decimals: 0,
		group: 'relocation',
		isCurrent: true
	},
	{
		key: 'needingEmergencyAidTotal',
		zh: '需紧急生活救助人口(累计值)',
		en: 'Needing emergency living aid (so far)',
		unit: '人',
		decimals: 0,
		group: 'aid'
	},
	{
		key: 'needingEmergencyAidNow',
		zh: '需紧急生活救助人口(实时值)',
		en: 'Needing emergency living aid (now)',
		unit: '人',
		decimals: 0,
		group: 'aid',
		isCurrent: true
	},
	{
		key: 'needingTransitionalAid',
		zh: '需过渡期生活救助人口',
		en: 'Needing transitional living aid',
		unit: '人',
		decimals: 0,
		group: 'aid'
	},
	{
		key: 'needingDroughtAidTotal',
		zh: '因旱需生活救助人口(累计值)',
		en: 'Needing aid because of drought (so far)',
		unit: '人',
		decimals: 0,
		group: 'aid'
	},
	{
		key: 'needingDroughtAidNow',
		zh: '因旱需生活救助人口(实时值)',
		en: 'Needing aid because of drought (now)',
		unit: '人',
		decimals: 0,
		group: 'aid',
		isCurrent: true
	},
	{
		key: 'lackingWaterTotal',
		zh: '其中：因旱饮水困难需救助人口(累计值)',
		en: 'Short of drinking water (so far)',
		unit: '人',
		decimals: 0,
		group: 'aid',
		parent: 'needingDroughtAidTotal'
	},
	{
		key: 'lackingWaterNow',
		zh: '其中：因旱饮水困难需救助人口(实时值)',
		en: 'Short of drinking water (now)',
		unit: '人',
		decimals: 0,
		group: 'aid',
		parent: 'needingDroughtAidNow',
		isCurrent: true
	},
	{ key: 'collapsedRooms', zh: '倒塌房屋间数', en: 'Rooms collapsed', unit: '间', decimals: 0, group: 'housing' },
	{
		key: 'collapsedDwellingRooms',
		zh: '其中：倒塌住房间数',
		en: 'Dwelling rooms collapsed',
		unit: '间',
		decimals: 0,
		group: 'housing',
		parent: 'collapsedRooms'
	},
	{
		key: 'collapsedHouseholds',
		zh: '倒塌住房户数',
		en: 'Households with collapsed dwellings',
		unit: '户',
		decimals: 0,
		group: 'housing'
	},
	{
		key: 'severelyDamagedRooms',
		zh: '严重损坏房屋间数',
		en: 'Rooms severely damaged',
		unit: '间',
		decimals: 0,
		group: 'housing'
	},
	{
		key: 'severelyDamagedDwellingRooms',
		zh: '其中：严重损坏住房间数',
		en: 'Dwelling rooms severely damaged',
		unit: '间',
		decimals: 0,
		group: 'housing',
		parent: 'severelyDamagedRooms'
	},
	{
		key: 'severelyDamagedHouseholds',
		zh: '严重损坏住房户数',
		en: 'Households with severely damaged dwellings',
		unit: '户',
		decimals: 0,
		group: 'housing'
	},
	{
		key: 'slightlyDamagedRooms',
		zh: '一般损坏房屋间数',
		en: 'Rooms slightly damaged',
		unit: '间',
		decimals: 0,
		group: 'housing'
	},
	{
		key: 'slightlyDamagedDwellingRooms',
		zh: '其中：一般损坏住房间数',
		en: 'Dwelling rooms slightly damaged',
		unit: '间',
		decimals: 0,
		group: 'housing',
		parent: 'slightlyDamagedRooms'
	},
	{
		key: 'slightlyDamagedHouseholds',
		zh: '一般损坏住房户数',
		en: 'Households with slightly damaged dwellings',
		unit: '户',
		decimals: 0,
		group: 'housing'
	},
	{
		key: 'cropAffectedArea',
		zh: '农作物受灾面积',
		en: 'Crops affected (loss ≥ 10 %)',
		unit: '公顷',
		decimals: 2,
		group: 'farming'
	},
	{
		key: 'grainAffectedArea',
		zh: '其中：粮食作物受灾面积',
		en: 'Grain affected',
		unit: '公顷',
		decimals: 2,
		group: 'farming',
		parent: 'cropAffectedArea'
	},
	{
		key: 'cropDamagedArea',
		zh: '农作物成灾面积',
		en: 'Crops damaged (loss ≥ 30 %)',
		unit: '公顷',
		decimals: 2,
		group: 'farming'
	},
	{
		key: 'grainDamagedArea',
		zh: '其中：粮食作物成灾面积',
		en: 'Grain damaged',
		unit: '公顷',
		decimals: 2,
		group: 'farming',
		parent: 'cropDamagedArea'
	},
	{
		key: 'cropDestroyedArea',
		zh: '农作物绝收面积',
		en: 'Crops destroyed (loss ≥ 80 %)',
		unit: '公顷',
		decimals: 2,
		group: 'farming'
	},
	{
		key: 'grainDestroyedArea',
		zh: '其中：粮食作物绝收面积',
		en: 'Grain destroyed',
		unit: '公顷',
		decimals: 2,
		group: 'farming',
		parent: 'cropDestroyedArea'
	},
	{
		key: 'grasslandAffectedArea',
		zh: '草场受灾面积',
		en: 'Grassland affected',
		unit: '公顷',
		decimals: 2,
		group: 'farming'
	},
	{ key: 'forestAffectedArea', zh: '林地受灾面积', en: 'Forest affected', unit: '公顷', decimals: 2, group: 'farming' },
	{ key: 'livestockDeaths', zh: '因灾死亡牲畜', en: 'Livestock killed', unit: '头只', decimals: 0, group: 'farming' },
	{
		key: 'largeLivestockDeaths',
		zh: '其中：因灾死亡大牲畜',
		en: 'Large livestock killed',
		unit: '头只',
		decimals: 0,
		group: 'farming',
		parent: 'livestockDeaths'
	},
	{
		key: 'smallLivestockDeaths',
		zh: '因灾死亡小牲畜',
		en: 'Small livestock killed',
		unit: '头只',
		decimals: 0,
		group: 'farming',
		parent: 'livestockDeaths'
	},
	{
		key: 'livestockLackingWater',
		zh: '因旱饮水困难牲畜',
		en: 'Livestock short of water',
		unit: '头只',
		decimals: 0,
		group: 'farming'
	},
	{
		key: 'largeLivestockLackingWater',
		zh: '其中：因旱饮水困难大牲畜',
		en: 'Large livestock short of water',
		unit: '头只',
		decimals: 0,
		group: 'farming',
		parent: 'livestockLackingWater'
	},
	{
		key: 'smallLivestockLackingWater',
		zh: '因旱饮水困难小牲畜',
		en: 'Small livestock short of water',
		unit: '头只',
		decimals: 0,
		group: 'farming',
		parent: 'livestockLackingWater'
	},
	{
		key: 'aquacultureAffectedArea',
		zh: '水产养殖受灾面积',
		en: 'Aquaculture affected',
		unit: '公顷',
		decimals: 2,
		group: 'farming'
	},
	{
		key: 'damagedFactories',
		zh: '受损工业企业数量',
		en: 'Factories damaged',
		unit: '个',
		decimals: 0,
		group: 'facilities'
	},
	{ key: 'damagedShops', zh: '受损商贸网点数量', en: 'Shops damaged', unit: '个', decimals: 0, group: 'facilities' },
	{ key: 'damagedRoads', zh: '受损公路长度', en: 'Roads damaged', unit: '千米', decimals: 2, group: 'facilities' },
	{
		key: 'damagedTelecomLines',
		zh: '受损通信线路长度',
		en: 'Telecom lines damaged',
		unit: '皮长公里',
		decimals: 2,
		group: 'facilities'
	},
	{
		key: 'damagedBaseStations',
		zh: '受损通信基站数量',
		en: 'Base stations damaged',
		unit: '个',
		decimals: 0,
		group: 'facilities'
	},
	{
		key: 'damagedPowerLines',
		zh: '受损电力线路长度',
		en: 'Power lines damaged',
		unit: '千米',
		decimals: 2,
		group: 'facilities'
	},
	{
		key: 'damagedPowerEquipment',
		zh: '受损输变电设备数量',
		en: 'Power equipment damaged',
		unit: '台套',
		decimals: 0,
		group: 'facilities'
	},
	{
		key: 'damagedReservoirs',
		zh: '受损水库数量',
		en: 'Reservoirs damaged',
		unit: '个',
		decimals: 0,
		group: 'facilities'
	},
	{
		key: 'damagedEmbankments',
		zh: '受损堤防长度',
		en: 'Embankments damaged',
		unit: '千米',
		decimals: 2,
		group: 'facilities'
	},
	{
		key: 'damagedUrbanRoads',
		zh: '受损市政道路长度',
		en: 'Urban roads damaged',
		unit: '千米',
		decimals: 2,
		group: 'facilities'
	},
	{
		key: 'damagedWaterMains',
		zh: '受损市政供水管网长度',
		en: 'Water mains damaged',
		unit: '千米',
		decimals: 2,
		group: 'facilities'
	},
	{ key: 'damagedSchools', zh: '受损学校数量', en: 'Schools damaged', unit: '个', decimals: 0, group: 'facilities' },
	{
		key: 'damagedHealthFacilities',
		zh: '受损医院和卫生机构数量',
		en: 'Hospitals and clinics damaged',
		unit: '个',
		decimals: 0,
		group: 'facilities'
	},
	{
		key: 'directEconomicLoss',
		zh: '直接经济损失',
		en: 'Direct economic loss',
		unit: '万元',
		decimals: 2,
		group: 'losses'
	},
	{
		key: 'householdPropertyLoss',
		zh: '其中：住房及居民家庭财产损失',
		en: 'Housing and household property',
		unit: '万元',
		decimals: 2,
		group: 'losses',
		parent: 'directEconomicLoss'
	},
	{
		key: 'agricultureLoss',
		zh: '农林牧渔业损失',
		en: 'Farming, forestry, livestock, fishery',
		unit: '万元',
		decimals: 2,
		group: 'losses',
		parent: 'directEconomicLoss'
	},
	{
		key: 'industryLoss',
		zh: '工矿商贸业损失',
		en: 'Industry and commerce',
		unit: '万元',
		decimals: 2,
		group: 'losses',
		parent: 'directEconomicLoss'
	},
	{
		key: 'infrastructureLoss',
		zh: '基础设施损失',
		en: 'Infrastructure',
		unit: '万元',
		decimals: 2,
		group: 'losses',
		parent: 'directEconomicLoss'
	},
	{
		key: 'publicServiceLoss',
		zh: '公共服务损失',
		en: 'Public services',
		unit: '万元',
		decimals: 2,
		group: 'losses',
		parent: 'directEconomicLoss'
	},
	{
		key: 'otherLoss',
		zh: '其他损失',
		en: 'Other losses',
		unit: '万元',
		decimals: 2,
		group: 'losses',
		parent: 'directEconomicLoss'
	}
] as const satisfies readonly Entry[];

/** Key of a national indicator. */
export type NationalKey = (typeof NATIONAL)[number]['key'];

/** An indicator of the catalogue. */
export interface Indicator {
	key: string;
	zh: string;
	en: string;
	unit: string;
	decimals: number;
	group: IndicatorGroup;
	parent: string | null;
	/** 实时值: how it stands now, may fall; otherwise 累计值, which never falls. */
	isCurrent: boolean;
}

/** The national catalogue in its order. */
export const NATIONAL_INDICATORS: readonly (Indicator & { key: NationalKey })[] = NATIONAL.map((entry: Entry) => ({
	...entry,
	key: entry.key as NationalKey,
	parent: entry.parent ?? null,
	isCurrent: entry.isCurrent ?? false
}));

export const NATIONAL_KEYS = NATIONAL.map(({ key }) => key) as [NationalKey, ...NationalKey[]];

const BY_KEY: ReadonlyMap<string, Indicator> = new Map(NATIONAL_INDICATORS.map((one) => [one.key, one]));

/** The national indicator of a key. */
export function indicatorOf(key: NationalKey): Indicator;
export function indicatorOf(key: string): Indicator | undefined;
export function indicatorOf(key: string): Indicator | undefined {
	return BY_KEY.get(key);
}

/** An indicator's label as a header has it: with its unit in brackets, 受灾人口(人). */
export function headerOf({ zh, unit }: Pick<Indicator, 'zh' | 'unit'>): string {
	return `${zh}(${unit})`;
}

/** An indicator's name without 其中：, to be said on its own. */
export function nameOf({ zh, en }: Pick<Indicator, 'zh' | 'en'>): { zh: string; en: string } {
	return { zh: zh.replace(/^其中：/, ''), en };
}

/** The words of a unit; one that is not of the catalogue is shown as it was written. */
export function unitNameOf({ unit }: Pick<Indicator, 'unit'>): { zh: string; en: string } {
	return INDICATOR_UNITS[unit as IndicatorUnit] ?? { zh: unit, en: unit };
}
