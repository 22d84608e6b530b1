import type { EventPhase, ResponseLevel } from '#domain/events/event.ts';
import type { Tone } from '#client/ui/tone.ts';

const NUMERALS = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ'] as const;

/** A response level as it is written: Ⅰ to Ⅳ. */
export function numeralOf(level: NonNullable<ResponseLevel>): string {
	return NUMERALS[level - 1] ?? String(level);
}

/** The tone of a response level: Ⅰ and Ⅱ are trouble. */
export function levelTone(level: ResponseLevel): Tone {
	if (level === null) return 'neutral';
	return level <= 2 ? 'trouble' : 'attention';
}

export const PHASE_TONES: Readonly<Record<EventPhase, Tone>> = {
	warning: 'attention',
	response: 'trouble',
	transition: 'attention',
	recovery: 'info',
	closed: 'neutral'
};
