import type { CountPointView } from '#domain/counts/count-point.ts';
import { newId } from '../../new-id.ts';
import { ReplayDesk } from './replay-desk.ts';
import { ReplayPlayer, type PlayOptions } from './replay-player.ts';
import { writeReplay } from './replay-script.ts';

/** Why a replay cannot be played. */
export class ReplayImpossible extends Error {
	readonly zh: string;

	constructor(zh: string, en: string) {
		super(en);
		this.zh = zh;
	}
}

/**
 * Replays the ice disaster's first days against a running server over its public interface, with the demonstration's
 * accounts: an event of its own, on the shelters of the registry that are free. Every command has an operation id, so
 * a server that goes away and comes back is asked again, and nothing happens twice.
 *
 * @returns how many steps were carried out; less than all when `signal` ended it
 * @throws ReplayImpossible when no shelter is free; what the server refuses at sign-in or at the opening
 */
export async function playDemo(options: PlayOptions): Promise<number> {
	const desk = await ReplayDesk.open(options.url);
	const shelters = await desk.readyShelters();
	if (shelters.length === 0) {
		throw new ReplayImpossible(
			'避灾场所都已启用，没有可用于回放的。请先用 demo play --clean 关闭上一次回放。',
			'All shelters are in use; none is free for a replay. Close the one before with: demo play --clean'
		);
	}
	const player = new ReplayPlayer(desk, options);
	await player.openEvent([...new Set(shelters.map(({ townshipCode }) => townshipCode))].sort());
	const script = writeReplay(shelters, player.villages(), shelters.length);
	const names = new Map(shelters.map(({ id, name }) => [id, name]));
	return player.play(
		script.filter(({ at }) => at <= options.untilMinutes),
		names
	);
}

/**
 * Closes every replay that is still open: its shelters counted to 0 and closed, then the event.
 *
 * @returns how many events were closed
 */
export async function cleanReplays(url: string): Promise<number> {
	const desk = await ReplayDesk.open(url);
	const replays = await desk.openReplays();
	for (const { event, points } of replays) {
		for (const point of points) {
			if (point.kind === 'shelter') await closeShelter(desk, point);
		}
		await desk.api.events.close.mutate({
			operationId: newId(),
			eventId: event.id,
			version: event.version,
			reason: '回放结束',
			evidence: ''
		});
	}
	return replays.length;
}

async function closeShelter({ api }: ReplayDesk, { id: pointId, people, disputeIds }: CountPointView): Promise<void> {
	const reason = '回放结束，人员清零';
	const deviceTime = new Date().toISOString();
	if (disputeIds.length > 0 || (people ?? 0) > 0)
		await api.counts.correct.mutate({ operationId: newId(), pointId, people: 0, reason, deviceTime });
	await api.shelters.close.mutate({ operationId: newId(), pointId, reason });
}
