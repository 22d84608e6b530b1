import { PERMISSIONS, type Verb } from '#domain/access/can.ts';
import type { Role } from '#domain/access/roles.ts';
import type { IconName } from '#client/ui/icons.ts';

export type PageKey =
	| 'desk'
	| 'now'
	| 'wall'
	| 'stays'
	| 'count'
	| 'report'
	| 'people'
	| 'relocation'
	| 'rosters'
	| 'events'
	| 'shelters'
	| 'reports'
	| 'warnings'
	| 'documents'
	| 'history'
	| 'accounts'
	| 'policies'
	| 'areas'
	| 'devices'
	| 'archive'
	| 'audit';

export interface PageLink {
	key: PageKey;
	href: `/${PageKey}`;
	icon: IconName;
	/** Needed to see the link; the server holds the rule, this only keeps the bar short. */
	verb: Verb;
	/** Roles the page is for, where the verb alone would offer it to everyone. */
	roles?: readonly Role[];
}

const LINKS: readonly PageLink[] = [
	{
		key: 'desk',
		href: '/desk',
		icon: 'desk',
		verb: 'event.read',
		roles: ['DESK', 'TOWNSHIP', 'WAREHOUSE', 'FINANCE', 'CASEWORKER', 'APPROVER', 'LEADER', 'AUDITOR', 'ADMIN']
	},
	{ key: 'stays', href: '/stays', icon: 'people', verb: 'stay.read', roles: ['COORDINATOR'] },
	{ key: 'count', href: '/count', icon: 'count', verb: 'count.submit' },
	{ key: 'report', href: '/report', icon: 'edit', verb: 'report.file', roles: ['INFORMANT', 'TOWNSHIP'] },
	{ key: 'people', href: '/people', icon: 'people', verb: 'person.read' },
	{ key: 'relocation', href: '/relocation', icon: 'leave', verb: 'relocation.read' },
	{ key: 'rosters', href: '/rosters', icon: 'list', verb: 'roster.read' },
	{ key: 'now', href: '/now', icon: 'now', verb: 'event.read' },
	{
		key: 'events',
		href: '/events',
		icon: 'event',
		verb: 'event.read',
		roles: ['DESK', 'TOWNSHIP', 'LEADER', 'AUDITOR', 'ADMIN']
	},
	{
		key: 'shelters',
		href: '/shelters',
		icon: 'shelter',
		verb: 'shelter.read',
		roles: ['DESK', 'TOWNSHIP', 'WAREHOUSE', 'LEADER', 'AUDITOR', 'ADMIN']
	},
	{
		key: 'reports',
		href: '/reports',
		icon: 'list',
		verb: 'report.read',
		roles: ['DESK', 'TOWNSHIP', 'LEADER', 'AUDITOR', 'FINANCE', 'APPROVER', 'ADMIN']
	},
	{
		key: 'warnings',
		href: '/warnings',
		icon: 'bell',
		verb: 'warning.read',
		roles: ['DESK', 'TOWNSHIP', 'LEADER', 'AUDITOR', 'ADMIN']
	},
	{ key: 'documents', href: '/documents', icon: 'print', verb: 'document.read' },
	{
		key: 'history',
		href: '/history',
		icon: 'history',
		verb: 'history.read',
		roles: ['DESK', 'TOWNSHIP', 'LEADER', 'AUDITOR', 'ADMIN']
	},
	{ key: 'wall', href: '/wall', icon: 'wall', verb: 'event.read', roles: ['DESK', 'LEADER', 'ADMIN'] },
	{ key: 'devices', href: '/devices', icon: 'tablet', verb: 'device.read' },
	{ key: 'accounts', href: '/accounts', icon: 'accounts', verb: 'account.read' },
	{
		key: 'policies',
		href: '/policies',
		icon: 'policies',
		verb: 'policy.read',
		roles: ['DESK', 'AUDITOR', 'ADMIN']
	},
	{ key: 'archive', href: '/archive', icon: 'archive', verb: 'archive.read' },
	{ key: 'areas', href: '/areas', icon: 'map', verb: 'area.loadShapes' },
	{ key: 'audit', href: '/audit', icon: 'audit', verb: 'audit.read' }
];

/** Where each role's work begins. */
export function homeOf(role: Role): `/${PageKey}` {
	switch (role) {
		case 'COORDINATOR':
			return '/stays';
		case 'INFORMANT':
			return '/count';
		case 'LEADER':
			return '/now';
		case 'ADMIN':
			return '/accounts';
		default:
			return '/desk';
	}
}

/** Roles whose daily work goes on without a network. */
export function isForOfflineWork(role: Role): boolean {
	return role === 'COORDINATOR' || role === 'INFORMANT' || role === 'CASEWORKER';
}

/** The pages a role is offered, its own start page first. */
export function linksOf(role: Role): PageLink[] {
	const home = homeOf(role);
	return LINKS.filter(
		({ verb, roles }) => (PERMISSIONS[verb] as readonly Role[]).includes(role) && (roles?.includes(role) ?? true)
	).sort((a, b) => Number(b.href === home) - Number(a.href === home));
}

/** The page asked for before signing in, when it is one of ours; never an address of another site. */
export function safeReturnPath(asked: string | null): string | null {
	return asked !== null && /^\/(?![/\\])[^\\]*$/.test(asked) && !asked.startsWith('/sign-in') ? asked : null;
}

/** The link under which people claimed by two places are settled or looked at; null where it is not the role's work. */
export function conflictLinkOf(role: Role): PageKey | null {
	if (role === 'COORDINATOR') return 'stays';
	return (PERMISSIONS['stay.settle'] as readonly Role[]).includes(role) ? 'people' : null;
}
