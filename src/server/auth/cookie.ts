/** The cookie that carries a session's token. */
export const SESSION_COOKIE = 'anlan_session';

/** The value of a cookie in a `Cookie` header; undefined when it is not there. */
export function readCookie(header: string | undefined, name: string): string | undefined {
	for (const part of header?.split(';') ?? []) {
		const at = part.indexOf('=');
		if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
	}
	return undefined;
}

/**
 * A `Set-Cookie` header for a session's token. `SameSite=Strict` costs nothing here: pages are the same for everyone
 * and ask for their data from our own origin, so even a link from elsewhere opens signed in.
 *
 * @param isSecure whether browsers reach the server by https
 */
export function sessionCookie(token: string, expiresAt: Date, now: Date, isSecure: boolean): string {
	const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000));
	return `${SESSION_COOKIE}=${token}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

/** The cookie that carries an enrolled device's token. */
export const DEVICE_COOKIE = 'anlan_device';

/** The longest that browsers keep a cookie: 400 days. */
const LONGEST_SECONDS = 400 * 24 * 60 * 60;

/** A `Set-Cookie` header for an enrolled device's token. */
export function deviceCookie(token: string, isSecure: boolean): string {
	return `${DEVICE_COOKIE}=${token}; Path=/; Max-Age=${LONGEST_SECONDS}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

/** A `Set-Cookie` header that takes the session's cookie away. */
export function clearedCookie(isSecure: boolean): string {
	return `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}
