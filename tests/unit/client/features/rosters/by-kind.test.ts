import { expect, test } from 'vitest';
import { byKind } from '#client/features/rosters/by-kind.ts';
import { GROUPS, type Group } from '#domain/rosters/groups.ts';
import type { RosterView } from '#domain/rosters/roster.ts';

const roster = (kind: Group, importedAt: string, over: Partial<RosterView> = {}): RosterView => ({
	id: importedAt,
	kind,
	areaCode: '430426',
	version: 1,
	fileName: '名册.csv',
	importedAt,
	importedByName: '甲',
	replacedAt: null,
	counts: { byDocument: 3, byDecision: 1, proposed: 2, unmatched: 4 },
	...over
});

test('every group is there, with what its rosters in force come to', () => {
	const figures = byKind([
		roster('orphan', '2026-01-02T00:00:00Z'),
		roster('orphan', '2026-01-05T00:00:00Z', { areaCode: '430426001' }),
		roster('orphan', '2026-01-01T00:00:00Z', { replacedAt: '2026-01-02T00:00:00Z' })
	]);
	expect(figures.map(({ kind }) => kind)).toEqual(GROUPS);
	expect(figures.find(({ kind }) => kind === 'orphan')).toEqual({
		kind: 'orphan',
		entries: 20,
		matched: 8,
		proposed: 4,
		unmatched: 8,
		importedAt: '2026-01-05T00:00:00Z'
	});
	expect(figures[0]).toMatchObject({ kind: 'minimumLiving', entries: 0, importedAt: null });
});
