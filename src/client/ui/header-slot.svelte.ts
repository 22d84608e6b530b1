import type { Snippet } from 'svelte';

/** What the present page puts into the shell's header, such as a choice of event; null when nothing. */
class HeaderSlot {
	#content = $state.raw<Snippet | null>(null);

	get content(): Snippet | null {
		return this.#content;
	}

	/** Shows a snippet until the returned function is called; call it inside an `$effect` and return the result. */
	show(content: Snippet): () => void {
		this.#content = content;
		return () => {
			if (this.#content === content) this.#content = null;
		};
	}
}

export const headerSlot = new HeaderSlot();
