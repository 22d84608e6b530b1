import type { DeviceView, GapView } from '#domain/devices/device.ts';

/** How a device stands with the county: what waits on it, was refused, or never arrived. */
export interface DeviceStanding {
	queued: number;
	refused: number;
	/** Gaps that nobody has explained yet. */
	open: GapView[];
	/** Operations in those gaps. */
	missing: number;
}

const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);

/** Operations in a gap. */
export function sizeOf({ from, to }: Pick<GapView, 'from' | 'to'>): number {
	return to - from + 1;
}

/** Adds up the queues of a device. */
export function standingOf({ queues }: Pick<DeviceView, 'queues'>): DeviceStanding {
	const open = queues.flatMap(({ gaps }) => gaps.filter(({ explainedAt }) => explainedAt === null));
	return {
		queued: sum(queues.map(({ queued }) => queued)),
		refused: sum(queues.map(({ refused }) => refused)),
		open,
		missing: sum(open.map(sizeOf))
	};
}

/** Devices in use, those first of which something is missing, then those with something waiting, then by name. */
export function inOrder(devices: readonly DeviceView[], compare: (a: string, b: string) => number): DeviceView[] {
	const urgency = (device: DeviceView) => {
		const { missing, queued, refused } = standingOf(device);
		return missing > 0 ? 2 : queued + refused > 0 ? 1 : 0;
	};
	return devices.toSorted(
		(a, b) => urgency(b) - urgency(a) || compare(a.shelterName, b.shelterName) || compare(a.name, b.name)
	);
}

/** Whether a device is meant by what was typed: part of its name, its shelter or of who works on it. */
export function isMeant({ name, shelterName, queues }: DeviceView, search: string): boolean {
	const looked = search.trim().toLowerCase();
	return [name, shelterName, ...queues.map(({ accountName }) => accountName)].some((text) =>
		text.toLowerCase().includes(looked)
	);
}
