import type { Problem } from '#domain/shared/problems.ts';
import { newId } from './new-id.ts';
import { problemOf } from './request-problem.ts';
import { unfinished } from './unfinished.svelte.ts';

/**
 * The sending of one form. The same content sent again is the same operation, so that a press too many or an answer
 * that was lost does it once; other content is another operation. What was typed is the form's own and stays.
 */
export class Submission {
	#isBusy = $state(false);
	#problem = $state.raw<Problem | null>(null);
	#content = '';
	#operationId = '';

	get isBusy(): boolean {
		return this.#isBusy;
	}

	/** Why the last sending was refused or did not arrive; null while one is under way. */
	get problem(): Problem | null {
		return this.#problem;
	}

	/** Forgets the last refusal, as when the form is opened anew. */
	clear(): void {
		this.#problem = null;
	}

	/** Sends the content with its operation id; gives the answer, or undefined when there is a problem instead. */
	async send<C extends object, A>(
		content: C,
		call: (command: C & { operationId: string }) => Promise<A>
	): Promise<A | undefined> {
		const text = JSON.stringify(content);
		if (text !== this.#content) {
			this.#content = text;
			this.#operationId = newId();
		}
		this.#isBusy = true;
		this.#problem = null;
		try {
			const answer = await unfinished.whileSaving(call({ ...content, operationId: this.#operationId }));
			this.#content = '';
			return answer;
		} catch (error) {
			this.#problem = problemOf(error);
			return undefined;
		} finally {
			this.#isBusy = false;
		}
	}
}
