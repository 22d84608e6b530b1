import { expect, test } from 'vitest';
import { roomLeft } from '#client/ui/room-left.ts';

test('what still fits is told in the last tenth of a long limit, and not of a short one', () => {
	expect(roomLeft('字'.repeat(449), 500)).toBeNull();
	expect(roomLeft('字'.repeat(450), 500)).toBe(50);
	expect(roomLeft('字'.repeat(500), 500)).toBe(0);
	expect(roomLeft('字'.repeat(40), 40)).toBeNull();
	expect(roomLeft('字', undefined)).toBeNull();
});
