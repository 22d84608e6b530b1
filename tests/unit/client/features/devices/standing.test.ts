import { expect, test } from 'vitest';
import type { DeviceView, GapView, QueueView } from '#domain/devices/device.ts';
import { inOrder, isMeant, standingOf } from '#client/features/devices/standing.ts';

const gap = (from: number, to: number, explainedAt: string | null = null): GapView => ({
	queueId: 'q',
	from,
	to,
	noticedAt: '2026-01-26T08:00:00.000Z',
	explainedAt,
	explainedByName: null,
	explanation: ''
});
const queue = (over: Partial<QueueView> = {}): QueueView => ({
	queueId: 'q',
	accountName: '周全',
	queued: 0,
	refused: 0,
	lastSeenAt: '2026-01-26T08:00:00.000Z',
	gaps: [],
	...over
});
const device = (name: string, ...queues: QueueView[]): DeviceView => ({
	id: name,
	isEnrolled: true,
	name,
	shelterId: 's',
	shelterName: '实验小学',
	areaCode: '430426104201',
	lastContactAt: null,
	enrolledAt: null,
	revokedAt: null,
	revokedReason: '',
	version: 1,
	queues
});

test('a device stands as its queues do together; what was explained is missing no more', () => {
	const gaps = [gap(2, 4), gap(9, 9), gap(20, 29, '2026-01-26T09:00:00.000Z')];
	const standing = standingOf(device('一号', queue({ queued: 3, gaps }), queue({ queued: 2, refused: 1 })));
	expect(standing).toEqual({ queued: 5, refused: 1, open: gaps.slice(0, 2), missing: 4 });
});

test('what is missing comes first, then what waits, then by name', () => {
	const devices = [
		device('一', queue()),
		device('二', queue({ refused: 1 })),
		device('三', queue({ gaps: [gap(1, 1)] }))
	];
	expect(inOrder(devices, (a, b) => a.localeCompare(b)).map(({ name }) => name)).toEqual(['三', '二', '一']);
});

test('a device is found by its name, its shelter, and who works on it', () => {
	const one = device('东门 A1', queue());
	for (const text of ['a1', '实验', '周全', ' ']) expect(isMeant(one, text)).toBe(true);
	expect(isMeant(one, '西门')).toBe(false);
});
