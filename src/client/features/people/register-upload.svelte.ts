import type { ImportProgress, RegisterImported, RegisterPreview } from '#domain/people/import-people.ts';
import { REGISTER_BYTES } from '#domain/people/import-people.ts';
import { problem as makeProblem, type Problem } from '#domain/shared/problems.ts';
import { unreadable } from '#client/imports/file-content.ts';
import { api } from '#client/live/api.ts';
import { newId } from '#client/live/new-id.ts';
import { problemOf } from '#client/live/request-problem.ts';
import { Submission } from '#client/live/submission.svelte.ts';

const ASK_MS = 700;

/** A file as it was when it was chosen; what happens to it on the disk meanwhile does not matter. */
interface ChosenFile {
	name: string;
	content: Blob;
	/** What tells it from other files, for the operation id. */
	mark: string;
}

/** A register's file on its way: chosen, checked by the server, taken in. Nothing of it is kept on the device. */
export class RegisterUpload {
	#file = $state.raw<ChosenFile | null>(null);
	#preview = $state.raw<RegisterPreview | null>(null);
	#done = $state.raw<RegisterImported | null>(null);
	#problem = $state.raw<Problem | null>(null);
	#progress = $state.raw<ImportProgress | null>(null);
	#isReading = $state(false);
	readonly #submission = new Submission();

	get fileName(): string {
		return this.#file?.name ?? '';
	}

	get preview(): RegisterPreview | null {
		return this.#preview;
	}

	get done(): RegisterImported | null {
		return this.#done;
	}

	get problem(): Problem | null {
		return this.#problem ?? this.#submission.problem;
	}

	/** How far the server is; null while the file is still being uploaded. */
	get progress(): ImportProgress | null {
		return this.#progress;
	}

	get isReading(): boolean {
		return this.#isReading;
	}

	get isWriting(): boolean {
		return this.#submission.isBusy;
	}

	/** Takes a file and has the server check it. */
	async choose(file: File): Promise<void> {
		this.clear();
		if (file.size > REGISTER_BYTES) {
			this.#problem = makeProblem('tooLarge', { limit: `${REGISTER_BYTES / 1_048_576} MB` });
			return;
		}
		try {
			const content = new Blob([await file.arrayBuffer()], { type: 'application/octet-stream' });
			this.#file = { name: file.name, content, mark: `${file.name} ${file.size} ${file.lastModified} ${newId()}` };
		} catch (error) {
			this.#problem = unreadable(error);
			return;
		}
		await this.#check();
	}

	/** Has everything taken in, or the rows without errors only. */
	async commit(mode: 'all' | 'valid'): Promise<void> {
		const file = this.#file;
		if (!file) return;
		this.#problem = null;
		const answer = await this.#submission.send({ mark: file.mark, mode }, ({ operationId }) =>
			this.#watched((progressId) => api.people.importRegister.mutate(formOf(file, { progressId, operationId, mode })))
		);
		if (answer) this.#done = answer;
		// Someone was registered meanwhile: show what stands in the way now.
		else if (this.#submission.problem?.code === 'importHasErrors') await this.#check();
	}

	/** Forgets the file and all that was said of it. */
	clear(): void {
		this.#file = this.#preview = this.#done = this.#problem = this.#progress = null;
		this.#submission.clear();
	}

	async #check(): Promise<void> {
		const file = this.#file;
		if (!file) return;
		this.#isReading = true;
		try {
			this.#preview = await this.#watched((progressId) =>
				api.people.previewImport.mutate(formOf(file, { progressId }))
			);
		} catch (error) {
			this.#problem = problemOf(error);
		} finally {
			this.#isReading = false;
		}
	}

	/** Does the work, and asks how far it is until it is done. */
	async #watched<T>(work: (progressId: string) => Promise<T>): Promise<T> {
		const progressId = newId();
		this.#progress = null;
		const timer = setInterval(() => void this.#ask(progressId), ASK_MS);
		try {
			return await work(progressId);
		} finally {
			clearInterval(timer);
			this.#progress = null;
		}
	}

	async #ask(progressId: string): Promise<void> {
		try {
			const told = await api.people.importProgress.query({ progressId });
			if (this.#isReading || this.isWriting) this.#progress = told;
		} catch (error) {
			// Only the figure is missing; the work itself says what becomes of it.
			problemOf(error);
		}
	}
}

function formOf(file: ChosenFile, fields: Readonly<Record<string, string>>): FormData {
	const form = new FormData();
	form.set('fileName', file.name);
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	form.set('file', file.content, file.name);
	return form;
}
