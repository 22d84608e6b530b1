import { z } from 'zod';
import type { Subject } from '../access/can.ts';

/** Kinds of shelter (避灾场所). */
export const SHELTER_KINDS = {
	school: { zh: '学校', en: 'School' },
	gym: { zh: '体育馆', en: 'Gymnasium' },
	villageHall: { zh: '村部/礼堂', en: 'Village hall' },
	hotel: { zh: '宾馆酒店', en: 'Hotel' },
	tentSite: { zh: '帐篷点', en: 'Tent site' },
	welfareHome: { zh: '敬老院/福利院', en: 'Welfare home' },
	reliefStation: { zh: '车站/公路救助点', en: 'Relief station' },
	other: { zh: '其他', en: 'Other' }
} as const;

export type ShelterKind = keyof typeof SHELTER_KINDS;
export const ShelterKind = z.enum(Object.keys(SHELTER_KINDS) as [ShelterKind, ...ShelterKind[]]);

/** Services a shelter has. */
export const SHELTER_SERVICES = {
	water: { zh: '供水', en: 'Water' },
	power: { zh: '供电', en: 'Power' },
	backupPower: { zh: '备用电源', en: 'Backup power' },
	heating: { zh: '取暖', en: 'Heating' },
	kitchen: { zh: '厨房', en: 'Kitchen' },
	toilets: { zh: '厕所', en: 'Toilets' },
	showers: { zh: '淋浴', en: 'Showers' },
	medical: { zh: '医疗点', en: 'Medical post' },
	accessible: { zh: '无障碍', en: 'Step-free access' },
	nursing: { zh: '母婴室', en: 'Nursing room' },
	charging: { zh: '充电', en: 'Phone charging' },
	network: { zh: '通信网络', en: 'Network' }
} as const;

export type ShelterService = keyof typeof SHELTER_SERVICES;
export const ShelterService = z.enum(Object.keys(SHELTER_SERVICES) as [ShelterService, ...ShelterService[]]);

/** State of an open shelter: green runs well, amber needs attention, red is in trouble. */
export const ShelterCondition = z.enum(['green', 'amber', 'red']);
export type ShelterCondition = z.infer<typeof ShelterCondition>;

/** A shelter of the registry as every screen sees it: without its contact, which is personal. */
export interface ShelterView {
	id: string;
	name: string;
	kind: ShelterKind;
	/** Village (12 digits) or township (9 digits) it stands in. */
	areaCode: string;
	townshipCode: string;
	address: string;
	/** WGS84 degrees. */
	lng: number;
	lat: number;
	/** Covered floor area in m², an exact decimal. */
	floorAreaM2: string | null;
	capacityOverride: number | null;
	/** People it can take: set by hand, or the floor area by policy; null when neither is known. */
	capacity: number | null;
	services: ShelterService[];
	retiredAt: string | null;
	version: number;
}

export function shelterSubject(shelter: Pick<ShelterView, 'areaCode'>): Subject {
	return { areas: [shelter.areaCode] };
}
