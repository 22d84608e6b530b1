import { warningKey, type Warning, type WarningInfo } from './warning.ts';

/** How a message stands now. `replaced`: an update took its place; `expired`: every info block's time is over. */
export type WarningState = 'inForce' | 'future' | 'replaced' | 'cancelled' | 'expired' | 'notActual';

/** A message that another refers to, and how it ended. */
type Ends = ReadonlyMap<string, 'replaced' | 'cancelled'>;

/**
 * How each message stands at a moment, by `warningKey`. Updates and cancellations end every message they refer to, and
 * what those referred to, in whatever order the messages came in; one that refers to a message not known here ends
 * nothing. An exercise never ends a message that is actual.
 */
export function warningStates(warnings: readonly Warning[], now: Date): Map<string, WarningState> {
	const ends = endsOf(warnings);
	return new Map(warnings.map((warning) => [warningKey(warning), stateOf(warning, ends, now)]));
}

function stateOf(warning: Warning, ends: Ends, now: Date): WarningState {
	const end = ends.get(warningKey(warning));
	if (end) return end;
	if (warning.messageType === 'Cancel') return 'cancelled';
	if (warning.status !== 'Actual' || warning.messageType === 'Ack' || warning.messageType === 'Error')
		return 'notActual';
	if (warning.infos.length > 0 && warning.infos.every((info) => isOver(info, now))) return 'expired';
	return warning.infos.some((info) => hasBegun(info, now)) || warning.infos.length === 0 ? 'inForce' : 'future';
}

function isOver({ expires }: WarningInfo, now: Date): boolean {
	return expires !== null && Date.parse(expires) <= now.getTime();
}

function hasBegun({ effective }: WarningInfo, now: Date): boolean {
	return effective === null || Date.parse(effective) <= now.getTime();
}

function endsOf(warnings: readonly Warning[]): Ends {
	const byKey = new Map(warnings.map((warning) => [warningKey(warning), warning]));
	const ends = new Map<string, 'replaced' | 'cancelled'>();
	const inOrder = [...warnings].sort((a, b) => Date.parse(a.sent) - Date.parse(b.sent));
	for (const warning of inOrder) {
		if (warning.messageType !== 'Update' && warning.messageType !== 'Cancel') continue;
		const end = warning.messageType === 'Update' ? 'replaced' : 'cancelled';
		const waiting = [...warning.references];
		const seen = new Set<string>([warningKey(warning)]);
		for (let reference = waiting.pop(); reference; reference = waiting.pop()) {
			const key = warningKey(reference);
			const earlier = byKey.get(key);
			if (seen.has(key) || !earlier || !mayEnd(warning, earlier)) continue;
			seen.add(key);
			// A cancellation stands, whichever of two messages of one second is looked at first.
			if (ends.get(key) !== 'cancelled') ends.set(key, end);
			waiting.push(...earlier.references);
		}
	}
	return ends;
}

/** Only the same sender ends a message, with one of the same status, and only one sent before. */
function mayEnd(later: Warning, earlier: Warning): boolean {
	return (
		later.sender === earlier.sender &&
		later.status === earlier.status &&
		Date.parse(later.sent) >= Date.parse(earlier.sent)
	);
}
