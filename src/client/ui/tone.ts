/** What a colour says; never said by colour alone. */
export type Tone = 'neutral' | 'info' | 'good' | 'attention' | 'trouble';

/** The tone of a green, amber or red condition. */
export const CONDITION_TONES = { green: 'good', amber: 'attention', red: 'trouble' } as const satisfies Record<
	string,
	Tone
>;
