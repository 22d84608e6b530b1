import { z } from 'zod';
import type { MaskedPerson } from '../people/mask-person.ts';
import { Command, Id } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { ReunionAnswer } from './answer.ts';

/** What a sought person said when told who asks; `notReached`: could not be told yet. */
export const DELIVERY_OUTCOMES = ['agreed', 'agreedAll', 'declined', 'notReached'] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** Names of the outcomes. */
export const DELIVERY_NAMES: Record<DeliveryOutcome, { zh: string; en: string }> = {
	agreed: { zh: '同意告知这位亲属', en: 'Agrees that this relative is told' },
	agreedAll: { zh: '同意告知所有来找的亲属', en: 'Agrees that any relative is told' },
	declined: { zh: '不同意告知', en: 'Does not agree' },
	notReached: { zh: '暂未见到本人', en: 'Not met yet' }
};

/** Telling a sought person who asks, and keeping what they said. */
export const DeliverInput = Command.extend({
	requestId: Id,
	version: z.int().min(1),
	outcome: z.enum(DELIVERY_OUTCOMES)
});

/** Reading in full who asks, which the trail keeps. */
export const ReadRequestInput = Command.extend({ requestId: Id });

/** The asker was given the answer that is possible now. */
export const RepliedInput = Command.extend({ requestId: Id, version: z.int().min(1) });

/** Words kept for somebody, as the list shows them. */
export interface ReunionMessage {
	id: string;
	version: number;
	/** Who is sought, masked. */
	person: MaskedPerson;
	/** Where they are; null outside the shelters. */
	place: { pointId: string; name: string } | null;
	askedAt: string;
	/** What the asker is to them. */
	relation: string;
	/** How often they could not be met. */
	tries: number;
}

/** Somebody who asked and can be answered now. */
export interface ReunionReply {
	id: string;
	version: number;
	askedAt: string;
	/** Masked. */
	askerName: string;
	relation: string;
	answer: ReunionAnswer;
}

/** A question in full: what whoever delivers or replies needs. */
export interface ReadRequest {
	askerName: string;
	askerPhone: string;
	relation: string;
	message: string;
	/** The sought person, as the asker described them. */
	soughtName: string | null;
}

/** A delivery as the record keeps it: what is settled, and whether consent is recorded with the person. */
export interface Delivery {
	/** Null while the person has not been met. */
	outcome: Exclude<DeliveryOutcome, 'notReached'> | null;
	grantsAll: boolean;
}

/** @returns what a delivery comes to, or `alreadyDelivered` */
export function decideDelivery(request: { outcome: string | null }, said: DeliveryOutcome): Result<Delivery> {
	if (request.outcome !== null) return refuse(problem('alreadyDelivered'));
	return ok({ outcome: said === 'notReached' ? null : said, grantsAll: said === 'agreedAll' });
}
