import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import { Command, Day, Id, line } from '../shared/fields.ts';
import { Phone } from '../shelters/contact.ts';
import type { Sex } from './id-number.ts';
import { IdentityDocument } from './identity-document.ts';

/** What somebody needs who is sheltered; kept in clear, for it says nothing of who it is. */
export const NEEDS = ['elderly', 'infant', 'pregnant', 'disabled', 'chronic', 'medication', 'diet'] as const;
export type Need = (typeof NEEDS)[number];

/** Names of the needs. */
export const NEED_NAMES: Record<Need, { zh: string; en: string }> = {
	elderly: { zh: '老人', en: 'Elderly' },
	infant: { zh: '婴幼儿', en: 'Infant' },
	pregnant: { zh: '孕产妇', en: 'Pregnant' },
	disabled: { zh: '残疾', en: 'Disabled' },
	chronic: { zh: '慢性病', en: 'Chronic illness' },
	medication: { zh: '需用药', en: 'Needs medicine' },
	diet: { zh: '饮食禁忌', en: 'Special diet' }
};

/** How a member stands to the head of the household (户主). */
export const RELATIONS = [
	'head',
	'spouse',
	'child',
	'grandchild',
	'parent',
	'grandparent',
	'sibling',
	'other'
] as const;
export type Relation = (typeof RELATIONS)[number];

/** Names of the relations. */
export const RELATION_NAMES: Record<Relation, { zh: string; en: string }> = {
	head: { zh: '户主', en: 'Head of household' },
	spouse: { zh: '配偶', en: 'Spouse' },
	child: { zh: '子女', en: 'Child' },
	grandchild: { zh: '孙子女', en: 'Grandchild' },
	parent: { zh: '父母', en: 'Parent' },
	grandparent: { zh: '祖父母', en: 'Grandparent' },
	sibling: { zh: '兄弟姐妹', en: 'Sibling' },
	other: { zh: '其他', en: 'Other' }
};

/** A name exactly as it is written: rare characters and `·` stay as they are. */
export const PersonName = line(60).min(1);

/** Whom to tell. */
export const NextOfKin = z.object({ name: PersonName, phone: Phone, relation: line(20).default('') });

/** A member of a household as registered. */
export const MemberInput = z.object({
	/** Made where the registration was typed, so that a check-in can follow before the county has answered. */
	personId: Id,
	name: PersonName,
	document: IdentityDocument,
	relation: z.enum(RELATIONS),
	/** Taken from the document where it tells. */
	sex: z.enum(['male', 'female']).nullable().default(null),
	/** Taken from the document where it tells. */
	birthDate: Day.nullable().default(null),
	phone: Phone.default(''),
	needs: z.array(z.enum(NEEDS)).max(NEEDS.length).default([]),
	/** Medicine, diet and the like, in words. */
	needNote: line(200).default(''),
	/** Group, street and number within the village (村民小组、门牌). */
	address: line(120).optional(),
	nextOfKin: NextOfKin.nullable().default(null),
	/** Whether relatives who prove who they are may be told where this person is. */
	mayBeFound: z.boolean()
});
export type MemberInput = z.infer<typeof MemberInput>;

/** A household with its members, one of whom is its head. */
export const RegisterHouseholdInput = Command.extend({
	householdId: Id,
	/** The village or township it comes from, which may lie outside the county. */
	homeCode: AreaCode,
	members: z.array(MemberInput).min(1).max(40)
});
export type RegisterHouseholdInput = z.infer<typeof RegisterHouseholdInput>;

/** What is personal in a person: kept encrypted, shown masked. */
export interface PersonSecret {
	name: string;
	document: IdentityDocument;
	sex: Sex | null;
	birthDate: string | null;
	phone: string;
	needNote: string;
	/** Left out where it is not known. */
	address?: string;
	nextOfKin: z.infer<typeof NextOfKin> | null;
}

/** Whether what was personal in a record was removed: nobody is registered without a name. */
export function isAnonymised({ secret }: { secret: Pick<PersonSecret, 'name'> }): boolean {
	return secret.name === '';
}

/** A registered person. */
export interface Person {
	id: string;
	householdId: string;
	homeCode: string;
	relation: Relation;
	needs: Need[];
	mayBeFound: boolean;
	secret: PersonSecret;
}
