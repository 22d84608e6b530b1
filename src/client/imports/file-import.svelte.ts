import type { Problem } from '#domain/shared/problems.ts';
import { problemOf } from '../live/request-problem.ts';
import { Submission } from '../live/submission.svelte.ts';
import { readChosen, type ChosenFile } from './file-content.ts';

/** Whether rows with errors hold back the others. */
type ImportMode = 'all' | 'valid';

interface Calls<Settings extends object, Preview, Done> {
	/** What is said about the file besides its content, as it stands now. */
	settings: () => Settings;
	preview: (file: ChosenFile & Settings) => Promise<Preview>;
	take: (command: ChosenFile & Settings & { mode: ImportMode; operationId: string }) => Promise<Done>;
}

/** A table on its way: chosen, read by the server, taken in. Nothing of it is kept on the device. */
export class FileImport<Settings extends object, Preview, Done> {
	readonly #calls: Calls<Settings, Preview, Done>;
	readonly #submission = new Submission();
	#file = $state.raw<ChosenFile | null>(null);
	#preview = $state.raw<Preview | null>(null);
	#done = $state.raw<Done | null>(null);
	#problem = $state.raw<Problem | null>(null);
	#isReading = $state(false);

	constructor(calls: Calls<Settings, Preview, Done>) {
		this.#calls = calls;
	}

	/** Name of the file whose content is shown; null until one was read. */
	get fileName(): string | null {
		return this.#preview && this.#file ? this.#file.fileName : null;
	}

	get preview(): Preview | null {
		return this.#preview;
	}

	/** What became of it, once it was taken in. */
	get done(): Done | null {
		return this.#done;
	}

	get step(): 'file' | 'check' | 'done' {
		if (this.#done) return 'done';
		return this.#preview ? 'check' : 'file';
	}

	get problem(): Problem | null {
		return this.#problem ?? this.#submission.problem;
	}

	get isReading(): boolean {
		return this.#isReading;
	}

	get isWriting(): boolean {
		return this.#submission.isBusy;
	}

	/** Takes a file and has the server read it. */
	async choose(chosen: File): Promise<void> {
		this.#problem = null;
		this.#isReading = true;
		try {
			const file = await readChosen(chosen);
			if (file.ok) {
				this.#file = file.value;
				await this.check();
			} else this.#problem = file.problem;
		} finally {
			this.#isReading = false;
		}
	}

	/** Has the server read the file, again when the settings are others. */
	async check(): Promise<void> {
		if (!this.#file) return;
		this.#isReading = true;
		this.#problem = null;
		try {
			this.#preview = await this.#calls.preview({ ...this.#file, ...this.#calls.settings() });
		} catch (error) {
			this.#problem = problemOf(error);
		} finally {
			this.#isReading = false;
		}
	}

	/** Has everything taken in, or the rows without errors only. */
	async commit(mode: ImportMode): Promise<void> {
		if (!this.#file) return;
		const command = { ...this.#file, ...this.#calls.settings(), mode };
		const answer = await this.#submission.send(command, this.#calls.take);
		if (answer) this.#done = answer;
		// Someone registered one of them meanwhile: show what stands in the way now.
		else if (this.#submission.problem?.code === 'importHasErrors') await this.check();
	}

	/** Forgets the file and all that was said of it. */
	clear(): void {
		this.#file = this.#preview = this.#done = this.#problem = null;
		this.#submission.clear();
	}
}
