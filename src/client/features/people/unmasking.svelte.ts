import type { UnmaskedPerson } from '#domain/people/find-people.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { Submission } from '#client/live/submission.svelte.ts';

/** How long a person stays in sight in full. */
export const SHOWN_SECONDS = 60;

/**
 * A person shown in full, asked for with a reason that the trail keeps. In memory only; gone after a minute, when the
 * page is left or hidden, and when somebody says so.
 */
export class Unmasking {
	readonly #submission = new Submission();
	#shown = $state.raw<UnmaskedPerson | null>(null);
	#secondsLeft = $state(0);
	#timer: ReturnType<typeof setInterval> | undefined;

	get shown(): UnmaskedPerson | null {
		return this.#shown;
	}

	get secondsLeft(): number {
		return this.#secondsLeft;
	}

	get isBusy(): boolean {
		return this.#submission.isBusy;
	}

	get problem(): Problem | null {
		return this.#submission.problem;
	}

	clearProblem(): void {
		this.#submission.clear();
	}

	/** Asks for the person in full without showing it, for a form that is filled with it. */
	ask(personId: string, reason: string): Promise<UnmaskedPerson | undefined> {
		return this.#submission.send({ personId, reason }, (command) => api.people.unmask.mutate(command));
	}

	/** Shows the person in full for a while; gives whether it could be. */
	async show(personId: string, reason: string): Promise<boolean> {
		const person = await this.ask(personId, reason);
		if (!person) return false;
		this.hide();
		this.#shown = person;
		this.#secondsLeft = SHOWN_SECONDS;
		this.#timer = setInterval(() => {
			this.#secondsLeft -= 1;
			if (this.#secondsLeft <= 0) this.hide();
		}, 1_000);
		return true;
	}

	hide(): void {
		clearInterval(this.#timer);
		this.#shown = null;
		this.#secondsLeft = 0;
	}
}
