import { setTimeout as delay } from 'node:timers/promises';

/** Does something at an even pace for a while, without waiting for it to end. */
export async function atRate(perSecond: number, seconds: number, what: (index: number) => void): Promise<void> {
	const begun = performance.now();
	const total = Math.round(perSecond * seconds);
	for (let done = 0; done < total;) {
		const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * perSecond) + 1);
		while (done < due) what(done++);
		if (done < total) await delay(Math.max(1, (done / perSecond) * 1000 - (performance.now() - begun)));
	}
}
