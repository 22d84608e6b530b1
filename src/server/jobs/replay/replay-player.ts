import { setTimeout as delay } from 'node:timers/promises';
import type { CountPointView } from '#domain/counts/count-point.ts';
import type { EventView } from '#domain/events/event.ts';
import { newId } from '../../new-id.ts';
import { describeStep } from './describe-step.ts';
import { problemOfCall } from './replay-client.ts';
import { REPLAY_NAME, type ReplayDesk } from './replay-desk.ts';
import type { ReplayStep } from './replay-script.ts';

/** How a replay is played. */
export interface PlayOptions {
	/** Address of the running server. */
	url: string;
	/** How many times faster than the disaster was. */
	speed: number;
	/** Minutes of the disaster after which to stop. */
	untilMinutes: number;
	/** Says what happens; `at` is minutes of the disaster. */
	say: (at: number, zh: string, en: string) => void;
	signal: AbortSignal;
}

const RETRY_MS = 1_000;
const PATIENCE_MS = 300_000;
const LATE_MS = 5 * 3_600_000;
const SUMMARY_MINUTES = 6 * 60;

/** What stays the same however often a step has to be sent. */
interface Sending {
	operationId: string;
	madeAt: Date;
}

/** Carries out a replay's steps in an event of its own. */
export class ReplayPlayer {
	readonly #desk: ReplayDesk;
	readonly #options: PlayOptions;
	readonly #points = new Map<string, CountPointView>();
	#event!: EventView;

	constructor(desk: ReplayDesk, options: PlayOptions) {
		this.#desk = desk;
		this.#options = options;
	}

	/** Opens the replay's event over some townships. */
	async openEvent(areaCodes: string[]): Promise<void> {
		const time = new Date().toLocaleTimeString('zh-CN', {
			timeZone: 'Asia/Shanghai',
			hour: '2-digit',
			minute: '2-digit'
		});
		const { event } = await this.#desk.api.events.open.mutate({
			operationId: newId(),
			name: `${REPLAY_NAME}${time}`,
			kind: 'freeze',
			startedAt: new Date().toISOString(),
			areaCodes,
			description: '回放：按倍速重演冰冻灾害的头三天。地名真实，数字是虚构的。',
			phase: 'warning',
			level: null,
			reason: '气象台发布道路结冰预警',
			evidence: '县气象台预警'
		});
		this.#event = event;
		for (const point of await this.#desk.pointsOf(event.id)) this.#points.set(point.areaCode, point);
		this.#options.say(0, `启动事件：${event.name}`, `event opened, ${areaCodes.length} townships`);
	}

	/** The villages that the event counts in. */
	villages(): string[] {
		return [...this.#points.values()].filter(({ kind }) => kind === 'dispersed').map(({ areaCode }) => areaCode);
	}

	/** Plays a script in its time; returns how many steps were carried out before the end or the signal. */
	async play(script: readonly ReplayStep[], names: ReadonlyMap<string, string>): Promise<number> {
		const { speed, signal, say } = this.#options;
		const begun = performance.now();
		let done = 0;
		let summaryAt = SUMMARY_MINUTES;
		for (const step of script) {
			const wait = begun + (step.at * 60_000) / speed - performance.now();
			if (wait > 0) await delay(wait, undefined, { signal }).catch(() => undefined);
			if (signal.aborted) return done;
			if (step.at >= summaryAt) {
				await this.#summarise(step.at);
				summaryAt = (Math.floor(step.at / SUMMARY_MINUTES) + 1) * SUMMARY_MINUTES;
			}
			await this.#carryOut(step);
			done++;
			const words = describeStep(step, names);
			if (words) say(step.at, ...words);
		}
		await this.#summarise(script.at(-1)?.at ?? 0);
		return done;
	}

	/** Sends a step until it is answered; what the server refuses (somebody else closed the shelter) is told and passed. */
	async #carryOut(step: ReplayStep): Promise<void> {
		const sending = { operationId: newId(), madeAt: new Date() };
		let isWaiting = false;
		for (const end = performance.now() + PATIENCE_MS; !this.#options.signal.aborted;) {
			try {
				return await this.#send(step, sending);
			} catch (error) {
				const problem = problemOfCall(error);
				if (problem?.code === 'eventClosed' || problem?.code === 'unauthenticated') throw error;
				if (problem && problem.code !== 'databaseUnavailable' && problem.code !== 'serverBusy') {
					if (problem.code === 'versionConflict') await this.#refreshEvent();
					this.#options.say(step.at, `跳过一步（${problem.code}）`, `a step was refused: ${problem.code}`);
					return;
				}
				if (performance.now() > end) throw error;
				if (!isWaiting) this.#options.say(step.at, '服务没有应答，等它回来', 'no answer; waiting for the server');
				isWaiting = true;
				await delay(RETRY_MS, undefined, { signal: this.#options.signal }).catch(() => undefined);
			}
		}
	}

	async #send(step: ReplayStep, sending: Sending): Promise<void> {
		const { api } = this.#desk;
		const { operationId, madeAt } = sending;
		const onEvent = { operationId, eventId: this.#event.id, version: this.#event.version };
		switch (step.kind) {
			case 'level': {
				const { level, reason, evidence } = step;
				this.#event = (await api.events.setLevel.mutate({ ...onEvent, level, reason, evidence })).event;
				return;
			}
			case 'phase': {
				const { phase, reason } = step;
				this.#event = (await api.events.setPhase.mutate({ ...onEvent, phase, reason })).event;
				return;
			}
			case 'open': {
				const { shelterId } = step;
				const { point } = await api.shelters.open.mutate({ operationId, eventId: this.#event.id, shelterId });
				this.#points.set(shelterId, point);
				return;
			}
			case 'village':
				return this.#count(sending, step.areaCode, step.people, 0);
			case 'count':
				return this.#count(sending, step.shelterId, step.people, step.isLate ? LATE_MS : 0);
			case 'differ': {
				const pointId = this.#point(step.shelterId)?.id;
				if (!pointId) return;
				await api.counts.submit.mutate({ operationId, pointId, people: step.people, deviceTime: madeAt.toISOString() });
				return;
			}
			case 'condition': {
				const { condition, reason } = step;
				const pointId = this.#point(step.shelterId)?.id;
				if (pointId) await api.shelters.setCondition.mutate({ operationId, pointId, condition, reason });
				return;
			}
			case 'settle':
				return this.#settle(sending, step);
		}
	}

	async #count({ operationId, madeAt }: Sending, place: string, people: number, madeAgoMs: number): Promise<void> {
		const point = this.#point(place);
		if (!point) return;
		const officer = await this.#desk.officerOf(point.townshipCode);
		await officer.counts.submit.mutate({
			operationId,
			pointId: point.id,
			people,
			deviceTime: new Date(madeAt.getTime() - madeAgoMs).toISOString(),
			sentAt: madeAt.toISOString()
		});
	}

	async #settle({ operationId, madeAt }: Sending, step: Extract<ReplayStep, { kind: 'settle' }>): Promise<void> {
		const points = await this.#desk.pointsOf(this.#event.id);
		const point = points.find(({ shelterId }) => shelterId === step.shelterId);
		if (!point || point.disputeIds.length === 0) return;
		const { id: pointId, people, disputeIds } = point;
		await this.#desk.api.counts.settle.mutate({
			operationId,
			pointId,
			people: people ?? 0,
			reason: step.reason,
			deviceTime: madeAt.toISOString(),
			disputeIds
		});
	}

	#point(place: string): CountPointView | undefined {
		return this.#points.get(place);
	}

	async #refreshEvent(): Promise<void> {
		const { events } = await this.#desk.api.live.snapshot.query();
		this.#event = events.find(({ id }) => id === this.#event.id) ?? this.#event;
	}

	async #summarise(at: number): Promise<void> {
		const points = await this.#desk.pointsOf(this.#event.id).catch((error: unknown) => {
			// A server that is away for a moment: the steps themselves wait for it.
			if (problemOfCall(error)) throw error;
			return null;
		});
		if (!points) return;
		const sum = (kind: string) =>
			points.filter((point) => point.kind === kind).reduce((all, point) => all + (point.people ?? 0), 0);
		const [sheltered, dispersed] = [sum('shelter'), sum('dispersed')];
		this.#options.say(
			at,
			`转移 ${sheltered + dispersed} 人：集中 ${sheltered}，分散 ${dispersed}`,
			`relocated ${sheltered + dispersed}: sheltered ${sheltered}, dispersed ${dispersed}`
		);
	}
}
