import type { Tone } from './tone.ts';

export interface Toast {
	id: number;
	tone: Tone;
	text: string;
}

const SHOWN_MS = 6000;

/** Short words about what was just done, at the foot of the page. Trouble stays until it is dismissed. */
class Toasts {
	#list = $state<Toast[]>([]);
	#last = 0;

	get list(): readonly Toast[] {
		return this.#list;
	}

	show(text: string, tone: Tone = 'good'): void {
		const id = (this.#last += 1);
		this.#list = [...this.#list.filter((toast) => toast.text !== text), { id, tone, text }].slice(-4);
		if (tone !== 'trouble') setTimeout(() => this.dismiss(id), SHOWN_MS);
	}

	dismiss(id: number): void {
		this.#list = this.#list.filter((toast) => toast.id !== id);
	}
}

export const toasts = new Toasts();
