/** Rows kept above and below those in sight, so that a quick scroll shows no gap. */
const MARGIN = 6;

export interface VisibleRows {
	/** Index of the first row to draw, and of the first one after. */
	from: number;
	to: number;
}

/** Which rows of equal height to draw: those in sight and a few more, however many there are. */
export function visibleRows(scrollTop: number, viewHeight: number, rowHeight: number, count: number): VisibleRows {
	const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
	const last = Math.ceil((Math.max(0, scrollTop) + viewHeight) / rowHeight);
	const from = Math.max(0, Math.min(first - MARGIN, count - 1));
	return { from, to: Math.min(count, last + MARGIN) };
}

/** How far to scroll so that a row is wholly in sight; the present place when it is. */
export function scrollToRow(index: number, scrollTop: number, viewHeight: number, rowHeight: number): number {
	const top = index * rowHeight;
	if (top < scrollTop) return top;
	if (top + rowHeight > scrollTop + viewHeight) return top + rowHeight - viewHeight;
	return scrollTop;
}
