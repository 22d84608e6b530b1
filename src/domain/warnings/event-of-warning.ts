import type { EventKind } from '../events/event.ts';
import { kindOfWarning, type Warning, type WarningInfo } from './warning.ts';

/** What an event that is opened on a warning begins with; a person looks it over and says the rest. */
export interface EventOfWarning {
	name: string;
	kind: EventKind | null;
	/** UTC. */
	startedAt: string;
	areaCodes: string[];
	phase: 'warning';
	/** What is leant on: who warned of what, by which message. */
	evidence: string;
}

const NAME_LENGTH = 60;
const EVIDENCE_LENGTH = 300;

/** An event as a warning suggests it, in the words of one of its info blocks. */
export function eventOfWarning(
	{ identifier, sender, sent, infos }: Warning,
	info: WarningInfo,
	areaCodes: readonly string[]
): EventOfWarning {
	const headline = info.headline || info.event;
	const kinds = [info, ...infos].flatMap(({ event }) => kindOfWarning(event) ?? []);
	return {
		name: headline.slice(0, NAME_LENGTH),
		kind: kinds[0] ?? null,
		startedAt: info.onset ?? info.effective ?? sent,
		areaCodes: [...areaCodes],
		phase: 'warning',
		evidence: `${info.senderName || sender} · ${headline} · ${identifier}`.slice(0, EVIDENCE_LENGTH)
	};
}
