import { ok, refuse, type Result } from '#domain/shared/result.ts';
import type { PushAnswer, PushInput } from '#domain/sync/push.ts';
import { api } from '../api.ts';
import { problemOf } from '../request-problem.ts';

/** Sends the next operations to the county; gives the problem where no answer came back. */
export async function push(input: PushInput): Promise<Result<PushAnswer>> {
	try {
		return ok((await api.sync.push.mutate(input)) as PushAnswer);
	} catch (error) {
		return refuse(problemOf(error));
	}
}
