/** The views of an event's damage reports. */
export const VIEWS = ['figures', 'board', 'review'] as const;
export type View = (typeof VIEWS)[number];

/** Whether a text names a view. */
export function isView(text: string | null): text is View {
	return (VIEWS as readonly (string | null)[]).includes(text);
}
