import { expect, it } from 'vitest';
import { homeOf, linksOf, safeReturnPath } from '#client/features/shell/navigation.ts';
import { ROLES } from '#domain/access/roles.ts';

it.each(ROLES)('offers %s its own start page first', (role) => {
	expect(linksOf(role)[0]?.href).toBe(homeOf(role));
});

it('sends each role where its work begins', () => {
	expect(homeOf('COORDINATOR')).toBe('/stays');
	expect(homeOf('INFORMANT')).toBe('/count');
	expect(homeOf('LEADER')).toBe('/now');
	expect(homeOf('ADMIN')).toBe('/accounts');
	expect(homeOf('DESK')).toBe('/desk');
});

it('shows accounts and the audit trail only to those who may see them', () => {
	for (const role of ROLES) {
		const keys = linksOf(role).map((link) => link.key);
		expect(keys.includes('accounts')).toBe(role === 'ADMIN' || role === 'AUDITOR');
		expect(keys.includes('audit')).toBe(role === 'ADMIN' || role === 'AUDITOR');
	}
});

it.each([
	['/desk?event=1', '/desk?event=1'],
	['/count/abc', '/count/abc'],
	[null, null],
	['//evil.example', null],
	['/\\evil.example', null],
	['https://evil.example', null],
	['/sign-in?next=/desk', null]
])('returns to %s only when it is ours', (asked, path) => {
	expect(safeReturnPath(asked)).toBe(path);
});
