import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { PROBLEMS, type Problem } from '#domain/shared/problems.ts';
import { SESSION_COOKIE } from '../../auth/cookie.ts';
import type { AppRouter } from '../../trpc/router.ts';

/** The server's procedures as one signed-in account on one device calls them. */
export type ReplayApi = ReturnType<typeof createTRPCClient<AppRouter>>;

/**
 * Signs in over the public interface, as a browser does.
 *
 * @param url address of the running server
 * @throws TRPCClientError with the server's problem, or without one when nobody answers
 */
export async function signIn(url: string, username: string, password: string, deviceId: string): Promise<ReplayApi> {
	let cookie = '';
	const api = createTRPCClient<AppRouter>({
		links: [
			httpLink({
				url: new URL('/trpc', url).toString(),
				headers: () => ({ 'x-anlan-device': deviceId, ...(cookie ? { cookie } : {}) }),
				fetch: async (input, init) => {
					const response = await fetch(input, init);
					const set = response.headers.getSetCookie().find((value) => value.startsWith(`${SESSION_COOKIE}=`));
					if (set) cookie = set.split(';', 1)[0]!;
					return response;
				}
			})
		]
	});
	await api.session.signIn.mutate({ username, password });
	return api;
}

/** The problem in a failed call; null when no answer of the server came back, and sending it again may help. */
export function problemOfCall(error: unknown): Problem | null {
	if (!(error instanceof TRPCClientError)) throw error;
	const data = error.data as { problem?: Problem } | null | undefined;
	return data?.problem && data.problem.code in PROBLEMS ? data.problem : null;
}
