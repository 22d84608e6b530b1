const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long sessions live and how often they are looked at, in milliseconds, each with its reason. */
export const SESSION_LIMITS = {
	/** A session left alone for a shift ends: tablets are shared and get lost. */
	idle: 12 * HOUR,
	/** The longest a sign-in holds, however busy: a week covers an emergency's first days without asking again. */
	absolute: 7 * 24 * HOUR,
	/** A token changes once a shift, so that a stolen one is soon worthless. */
	rotation: 12 * HOUR,
	/** The token before the last rotation still counts this long, for requests already on their way. */
	rotationGrace: MINUTE,
	/** `last_seen_at` is written at most this often: reading the desk must not become writing. */
	lastSeenStep: MINUTE,
	/** How long a resolved session is remembered: what a revocation that no notification told of may take. */
	cache: 2_000
} as const;

/** Most sessions remembered at a time; the oldest go first. */
export const CACHE_SIZE = 20_000;

/** Failed sign-ins allowed in a window, for an account and for an address (local rule of the product). */
export const SIGN_IN_TRIES = { count: 5, windowSeconds: 15 * 60 } as const;
