import { expect, test } from 'vitest';
import { levelsOfWork } from '#domain/reports/reports-to-do.ts';

test.each([
	['INFORMANT', { files: ['village'], decides: [] }],
	['TOWNSHIP', { files: ['village', 'township'], decides: ['village'] }],
	['DESK', { files: ['village', 'township', 'county'], decides: ['village', 'township', 'county'] }],
	['LEADER', { files: [], decides: [] }]
] as const)('what is work of a role: %s', (role, expected) => expect(levelsOfWork(role)).toEqual(expected));
