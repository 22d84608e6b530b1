import { z } from 'zod';
import type { Subject } from '../access/can.ts';
import type { ShelterCondition } from '../shelters/shelter.ts';

const Heads = z.int().min(0).max(1_000_000);

/** Age bands of a head-count; those left out are not known. */
export const AgeBands = z.object({
	children: Heads.optional(),
	adults: Heads.optional(),
	elderly: Heads.optional()
});
export type AgeBands = z.infer<typeof AgeBands>;

/** Special needs within a head-count; one person may have several. */
export const Needs = z.object({
	infants: Heads.optional(),
	pregnant: Heads.optional(),
	disabled: Heads.optional(),
	chronicIllness: Heads.optional()
});
export type Needs = z.infer<typeof Needs>;

/** The words of age bands and needs. */
export const HEAD_GROUPS = {
	children: { zh: '儿童', en: 'Children' },
	adults: { zh: '成人', en: 'Adults' },
	elderly: { zh: '老人', en: 'Elderly' },
	infants: { zh: '婴幼儿', en: 'Infants' },
	pregnant: { zh: '孕妇', en: 'Pregnant' },
	disabled: { zh: '残疾', en: 'Disabled' },
	chronicIllness: { zh: '慢性病', en: 'Chronic illness' }
} as const satisfies Record<keyof AgeBands | keyof Needs, { zh: string; en: string }>;

/** Where people of an event are counted: an activated shelter, or those of a village with relatives or in rent. */
export type CountPointKind = 'shelter' | 'dispersed';

/** The current state of a count point, derived from its observations; carries no personal data. */
export interface CountPointView {
	id: string;
	eventId: string;
	kind: CountPointKind;
	shelterId: string | null;
	areaCode: string;
	townshipCode: string;
	openedAt: string;
	closedAt: string | null;
	condition: ShelterCondition;
	capacity: number | null;
	/** People counted; null while nothing was reported (which is not zero). */
	people: number | null;
	ageBands: AgeBands | null;
	needs: Needs | null;
	observationId: string | null;
	/** When the current figure was observed. */
	observedAt: string | null;
	/** When the place last said anything. */
	lastWordAt: string | null;
	/** Observations that differ and wait to be settled. */
	disputeIds: string[];
	version: number;
}

export function pointSubject(point: Pick<CountPointView, 'areaCode'>): Subject {
	return { areas: [point.areaCode] };
}
