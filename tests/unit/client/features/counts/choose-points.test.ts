import { expect, it } from 'vitest';
import { choosePoints } from '#client/features/counts/choose-points.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { aPoint } from './a-point.ts';

const named = (name: string, over: Partial<CountPointView> = {}, township = '金桥镇') => ({
	point: aPoint({ id: name, ...over }),
	name,
	township
});

const POINTS = [
	named('村部', { lastWordAt: '2026-01-26T05:00:00Z' }),
	named('学校', { lastWordAt: '2026-01-26T01:00:00Z' }),
	named('体育馆', { lastWordAt: null }, '鸟江镇'),
	named('金桥村', { kind: 'dispersed', lastWordAt: null }),
	named('旧址', { closedAt: '2026-01-26T02:00:00Z' })
];
const names = (found: { name: string }[]) => found.map(({ name }) => name);

it('puts the longest silent first, dispersed people after shelters, and leaves out the closed', () => {
	expect(names(choosePoints(POINTS, '', null))).toEqual(['体育馆', '学校', '村部', '金桥村']);
});

it('puts the one counted last at the head', () => {
	expect(names(choosePoints(POINTS, '', '村部'))[0]).toBe('村部');
});

it('finds by name and by township', () => {
	expect(names(choosePoints(POINTS, '学', null))).toEqual(['学校']);
	expect(names(choosePoints(POINTS, '鸟江', null))).toEqual(['体育馆']);
});
