import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scrollToRow, visibleRows } from '#client/features/desk/visible-rows.ts';

const screen = fc.record({
	scrollTop: fc.nat(250_000),
	viewHeight: fc.integer({ min: 40, max: 2000 }),
	rowHeight: fc.integer({ min: 20, max: 60 }),
	count: fc.nat(5000)
});

it('draws every row in sight, and never many more', () => {
	fc.assert(
		fc.property(screen, ({ scrollTop, viewHeight, rowHeight, count }) => {
			const { from, to } = visibleRows(scrollTop, viewHeight, rowHeight, count);
			for (let y = scrollTop; y < scrollTop + viewHeight; y += rowHeight) {
				const index = Math.floor(y / rowHeight);
				if (index < count) expect(index >= from && index < to).toBe(true);
			}
			expect(to).toBeLessThanOrEqual(count);
			expect(to - from).toBeLessThanOrEqual(viewHeight / rowHeight + 14);
		})
	);
});

it('scrolls no further than to bring a row wholly into sight', () => {
	fc.assert(
		fc.property(screen, fc.nat(4999), ({ scrollTop, viewHeight, rowHeight }, index) => {
			fc.pre(viewHeight >= rowHeight);
			const to = scrollToRow(index, scrollTop, viewHeight, rowHeight);
			expect(index * rowHeight).toBeGreaterThanOrEqual(to);
			expect((index + 1) * rowHeight).toBeLessThanOrEqual(to + viewHeight);
			expect(scrollToRow(index, to, viewHeight, rowHeight)).toBe(to);
		})
	);
});
