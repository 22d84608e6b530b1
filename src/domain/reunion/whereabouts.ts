import type { Destination } from '../stays/commands.ts';
import type { Whereabouts } from './answer.ts';

/** A stay as far as it tells where somebody is. */
export interface ToldStay {
	state: 'in' | 'sent' | 'out';
	placeName: string;
	from: string;
	to: string | null;
	destination: Destination | null;
}

/** Where somebody is by their stays, newest first. While two places have them, no place is told. */
export function whereaboutsOf(stays: readonly ToldStay[], isUnsettled: boolean): Whereabouts {
	if (isUnsettled) return { at: 'unsettled' };
	const open = stays.find(({ state }) => state === 'in');
	if (open) return { at: 'shelter', placeName: open.placeName, since: open.from };
	const [last] = stays;
	return last ? { at: 'left', destination: last.destination, since: last.to ?? last.from } : { at: 'registered' };
}
