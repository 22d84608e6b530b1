import { z } from 'zod';

/** How a name to sign in with is compared: full-width forms folded, no blanks around it, lower case. */
export function normaliseUsername(text: string): string {
	return text.normalize('NFKC').trim().toLowerCase();
}

/** A new account's name to sign in with: 2–40 letters (Chinese too), digits, dots, hyphens and underscores. */
export const Username = z
	.string()
	.max(160)
	.transform(normaliseUsername)
	.pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{1,39}$/u));
