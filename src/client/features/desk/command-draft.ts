import { newId } from '#client/live/new-id.ts';

interface Stamp {
	operationId: string;
	/** When the command was made, by this device's clock, ISO UTC. */
	deviceTime: string;
}

/**
 * Stamps the commands of one form. The same content sent again is the same operation, so that a press too many or an
 * answer that was lost does it once; other content is another operation.
 */
export class CommandDraft {
	readonly #makeStamp: () => Stamp;
	#content: string | null = null;
	#stamp: Stamp | null = null;

	constructor(makeStamp: () => Stamp = () => ({ operationId: newId(), deviceTime: new Date().toISOString() })) {
		this.#makeStamp = makeStamp;
	}

	/** The operation id and the time for this content. */
	stampFor(content: object): Stamp {
		const text = JSON.stringify(content);
		if (this.#stamp === null || text !== this.#content) {
			this.#content = text;
			this.#stamp = this.#makeStamp();
		}
		return this.#stamp;
	}
}
