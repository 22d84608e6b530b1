import { ROLES, type Role } from './roles.ts';

/** Who acts: an account with its role and the division code under which it sees and does everything. */
export interface Actor {
	accountId: string;
	name: string;
	role: Role;
	areaCode: string;
}

/**
 * What is acted upon, as far as permission goes: the division codes it lies in, and whether it concerns those below
 * too (an event over a county is the business of its villages).
 */
export interface Subject {
	areas: readonly string[];
	reach?: 'within' | 'overlap';
}

const EVERYONE: readonly Role[] = ROLES;

/** The one table of permissions: verb → the roles that have it, each within its own area only. */
export const PERMISSIONS = {
	'area.read': EVERYONE,
	'area.loadShapes': ['ADMIN'],
	'event.read': EVERYONE,
	'event.open': ['DESK'],
	'event.edit': ['DESK'],
	'event.setLevel': ['DESK'],
	'event.setPhase': ['DESK'],
	'event.close': ['DESK'],
	'shelter.read': EVERYONE,
	'shelter.readContact': ['DESK', 'TOWNSHIP', 'COORDINATOR', 'AUDITOR'],
	'shelter.register': ['DESK', 'TOWNSHIP'],
	'shelter.edit': ['DESK', 'TOWNSHIP'],
	'shelter.retire': ['DESK'],
	'shelter.import': ['DESK', 'TOWNSHIP'],
	'shelter.open': ['DESK', 'TOWNSHIP'],
	'shelter.close': ['DESK', 'TOWNSHIP'],
	'shelter.setCondition': ['DESK', 'TOWNSHIP', 'COORDINATOR'],
	'count.read': EVERYONE,
	'count.submit': ['DESK', 'TOWNSHIP', 'COORDINATOR', 'INFORMANT'],
	'count.correct': ['DESK', 'TOWNSHIP', 'COORDINATOR', 'INFORMANT'],
	'count.settle': ['DESK', 'TOWNSHIP'],
	'household.register': ['DESK', 'TOWNSHIP', 'COORDINATOR', 'INFORMANT', 'CASEWORKER'],
	'person.read': ['DESK', 'TOWNSHIP', 'COORDINATOR', 'INFORMANT', 'CASEWORKER', 'APPROVER', 'AUDITOR'],
	'person.unmask': ['DESK', 'TOWNSHIP', 'COORDINATOR', 'CASEWORKER', 'AUDITOR'],
	'person.edit': ['DESK', 'TOWNSHIP', 'COORDINATOR', 'CASEWORKER'],
	'person.merge': ['DESK', 'TOWNSHIP'],
	'person.setPhoto': ['DESK', 'TOWNSHIP', 'COORDINATOR', 'INFORMANT', 'CASEWORKER'],
	'household.change': ['DESK', 'TOWNSHIP', 'COORDINATOR', 'CASEWORKER'],
	'reunion.ask': ['DESK', 'TOWNSHIP', 'COORDINATOR'],
	'reunion.deliver': ['DESK', 'TOWNSHIP', 'COORDINATOR'],
	'stay.read': ['DESK', 'TOWNSHIP', 'COORDINATOR', 'AUDITOR'],
	'stay.checkIn': ['DESK', 'TOWNSHIP', 'COORDINATOR'],
	'stay.checkOut': ['DESK', 'TOWNSHIP', 'COORDINATOR'],
	'stay.transfer': ['DESK', 'TOWNSHIP', 'COORDINATOR'],
	'stay.settle': ['DESK', 'TOWNSHIP'],
	'stay.rollCall': ['DESK', 'TOWNSHIP', 'COORDINATOR'],
	'stay.callNames': ['DESK', 'TOWNSHIP', 'COORDINATOR'],
	'stay.serveMeal': ['DESK', 'TOWNSHIP', 'COORDINATOR'],
	'stay.keepNames': ['DESK', 'TOWNSHIP', 'COORDINATOR'],
	'person.import': ['DESK', 'TOWNSHIP'],
	'roster.read': ['DESK', 'TOWNSHIP', 'CASEWORKER', 'APPROVER', 'AUDITOR'],
	'roster.import': ['DESK', 'TOWNSHIP', 'CASEWORKER'],
	'roster.seek': ['DESK', 'TOWNSHIP', 'CASEWORKER'],
	'roster.decide': ['DESK', 'TOWNSHIP', 'CASEWORKER'],
	'relocation.read': ['DESK', 'TOWNSHIP', 'INFORMANT', 'CASEWORKER', 'AUDITOR'],
	'relocation.make': ['DESK', 'TOWNSHIP', 'INFORMANT'],
	'relocation.assign': ['DESK', 'TOWNSHIP', 'INFORMANT'],
	'relocation.strike': ['DESK', 'TOWNSHIP', 'INFORMANT'],
	'relocation.tick': ['DESK', 'TOWNSHIP', 'INFORMANT', 'CASEWORKER'],
	'relocation.showNames': ['DESK', 'TOWNSHIP', 'INFORMANT', 'CASEWORKER'],
	'device.read': ['DESK', 'TOWNSHIP', 'ADMIN', 'AUDITOR'],
	'device.invite': ['DESK', 'TOWNSHIP'],
	'device.edit': ['DESK', 'TOWNSHIP'],
	'device.revoke': ['DESK', 'TOWNSHIP', 'ADMIN'],
	'device.explainGap': ['DESK', 'TOWNSHIP'],
	'archive.read': ['DESK', 'ADMIN', 'AUDITOR'],
	'archive.export': ['DESK'],
	'archive.hold': ['DESK', 'ADMIN'],
	'report.read': ['DESK', 'TOWNSHIP', 'INFORMANT', 'FINANCE', 'CASEWORKER', 'APPROVER', 'LEADER', 'AUDITOR', 'ADMIN'],
	'report.file': ['DESK', 'TOWNSHIP', 'INFORMANT'],
	'report.decide': ['DESK', 'TOWNSHIP'],
	'report.adjust': ['DESK', 'TOWNSHIP'],
	'warning.read': EVERYONE,
	'warning.take': ['DESK'],
	'warning.issue': ['DESK'],
	'warningFolder.read': ['DESK', 'ADMIN', 'AUDITOR'],
	'document.read': ['DESK', 'TOWNSHIP', 'FINANCE', 'APPROVER', 'LEADER', 'AUDITOR', 'ADMIN'],
	'document.draft': ['DESK'],
	'document.issue': ['DESK'],
	'history.read': ['DESK', 'TOWNSHIP', 'FINANCE', 'APPROVER', 'LEADER', 'AUDITOR', 'ADMIN'],
	'history.import': ['DESK', 'ADMIN'],
	'history.mapName': ['DESK', 'ADMIN'],
	'policy.read': EVERYONE,
	'policy.change': ['ADMIN'],
	'threshold.read': EVERYONE,
	'threshold.change': ['ADMIN'],
	'indicator.read': EVERYONE,
	'indicator.add': ['DESK', 'ADMIN'],
	'indicator.end': ['DESK', 'ADMIN'],
	'account.read': ['ADMIN', 'AUDITOR'],
	'account.manage': ['ADMIN'],
	'audit.read': ['AUDITOR', 'ADMIN']
} as const satisfies Record<string, readonly Role[]>;

export type Verb = keyof typeof PERMISSIONS;

/** Whether the role has the verb at all, before any subject is looked at. */
export function hasVerb(actor: Pick<Actor, 'role'>, verb: Verb): boolean {
	return (PERMISSIONS[verb] as readonly Role[]).includes(actor.role);
}

/** Whether the subject lies in the actor's area (a parent's division code is a prefix of its child's). */
export function covers(actor: Pick<Actor, 'areaCode'>, subject: Subject): boolean {
	return subject.areas.some(
		(area) => area.startsWith(actor.areaCode) || (subject.reach === 'overlap' && actor.areaCode.startsWith(area))
	);
}

/** Whether the actor may do the verb to the subject: role and area together. */
export function can(actor: Actor, verb: Verb, subject: Subject): boolean {
	return hasVerb(actor, verb) && covers(actor, subject);
}
