import { z } from 'zod';

/** The eleven roles, in the field's own terms. */
export const ROLES = [
	'DESK',
	'INFORMANT',
	'TOWNSHIP',
	'COORDINATOR',
	'WAREHOUSE',
	'FINANCE',
	'CASEWORKER',
	'APPROVER',
	'LEADER',
	'AUDITOR',
	'ADMIN'
] as const;

export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Names of the roles (县应急值班员 …). */
export const ROLE_NAMES: Record<Role, { zh: string; en: string }> = {
	DESK: { zh: '县应急值班员', en: 'Desk officer' },
	INFORMANT: { zh: '灾害信息员', en: 'Disaster information officer' },
	TOWNSHIP: { zh: '乡镇民政办/应急办', en: 'Township officer' },
	COORDINATOR: { zh: '安置点管理员', en: 'Shelter coordinator' },
	WAREHOUSE: { zh: '物资保管员', en: 'Storekeeper' },
	FINANCE: { zh: '财务人员', en: 'Finance officer' },
	CASEWORKER: { zh: '救助专干', en: 'Caseworker' },
	APPROVER: { zh: '县级审批人', en: 'County approver' },
	LEADER: { zh: '领导', en: 'Leadership' },
	AUDITOR: { zh: '督查审计', en: 'Oversight' },
	ADMIN: { zh: '管理员', en: 'Administrator' }
};
