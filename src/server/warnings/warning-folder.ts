import { ProblemError } from '#domain/shared/problems.ts';
import { CAP_BYTES, type TakenWarning } from '#domain/warnings/take-warning.ts';
import type { FolderWords, WarningFolderState } from '#domain/warnings/warning-folder.ts';
import {
	countRefused,
	isMissing,
	listFiles,
	moveAside,
	readFile,
	readyFolder,
	type LyingFile
} from './folder-files.ts';
import {
	A_LINK,
	CANNOT_SAVE,
	NO_FILE,
	refusalNote,
	TOO_LARGE,
	troubleOf,
	unreadable,
	wordsOf
} from './folder-words.ts';

interface WarningFolderOptions {
	folder: string;
	/** Takes in a file, once however often it is given; see `takeWarning`. */
	take: (file: { fileName: string; bytes: Uint8Array }) => Promise<TakenWarning>;
	/** Whether nothing can be saved at present. */
	isFull: () => boolean;
	/** Called when a trouble begins, changes or ends. */
	onTrouble: (trouble: FolderWords | null) => void;
	onTaken: (fileName: string, taken: TakenWarning) => void;
	onRefused: (fileName: string, why: FolderWords) => void;
	/** Called with what was not foreseen; the folder is looked at again. */
	onError: (error: unknown) => void;
}

/** What was decided of a file; kept until it is moved. */
type Verdict = { into: 'taken' } | { into: 'refused'; why: FolderWords };

interface Standing {
	mark: string;
	/** Since when it looks the same (ms). */
	since: number;
	verdict?: Verdict;
}

const EVERY_MS = 5_000;
/** A file that cannot be read may be one whose writer was held up: it is refused only when it stood still so long. */
const PATIENCE_MS = 30_000;
/** Files dealt with in one look. */
const AT_ONCE = 50;
/** What of a file's name is kept: one line, without what turns or hides letters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const NAME_LENGTH = 200;
/** Problems that a file itself is to blame for. */
const OF_THE_FILE = new Set(['invalidFile', 'warningDiffers', 'warningSignedAsOwn']);

/**
 * Watches a folder and takes in its CAP files: each when it looks the same at two looks, then moved to `taken`, or to
 * `refused` with a text beside it that says why. A file that is found again after a crash is known by its content.
 */
export class WarningFolder {
	#standing = new Map<string, Standing>();
	#state: WarningFolderState;
	#working: Promise<void> = Promise.resolve();
	#timer: NodeJS.Timeout | undefined;
	#isStopped = false;
	readonly #options: WarningFolderOptions;

	constructor(options: WarningFolderOptions) {
		this.#options = options;
		const { folder } = options;
		this.#state = { folder, lastLookAt: null, trouble: null, waiting: 0, taken: 0, refused: 0, lastRefused: null };
	}

	get state(): WarningFolderState {
		return this.#state;
	}

	/** Looks for the first time, and then every five seconds. */
	async start(): Promise<void> {
		await this.look(new Date());
		if (this.#isStopped) return;
		this.#timer = setTimeout(() => void this.start(), EVERY_MS);
		this.#timer.unref();
	}

	/** Ends once the file under way is done with. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		clearTimeout(this.#timer);
		await this.#working;
	}

	/** Looks once; two looks never overlap. */
	look(now: Date): Promise<void> {
		this.#working = this.#working.then(() => this.#look(now));
		return this.#working;
	}

	async #look(now: Date): Promise<void> {
		const { folder } = this.#options;
		let trouble: FolderWords | null;
		try {
			await readyFolder(folder);
			const files = await listFiles(folder);
			this.#settle(files, now);
			trouble = await this.#deal(files, now);
			const waiting = files.filter(({ name }) => this.#standing.has(name)).length;
			this.#state = { ...this.#state, waiting, refused: await countRefused(folder) };
		} catch (error) {
			trouble = troubleOf(error);
			if ((error as NodeJS.ErrnoException).code === undefined) this.#options.onError(error);
		}
		const before = this.#state.trouble;
		this.#state = { ...this.#state, lastLookAt: now.toISOString(), trouble };
		if (before?.en !== trouble?.en) this.#options.onTrouble(trouble);
	}

	/** Notes how the files look, and forgets those that are gone. */
	#settle(files: readonly LyingFile[], now: Date): void {
		const before = this.#standing;
		this.#standing = new Map(
			files.map(({ name, mark }) => {
				const known = before.get(name);
				return [name, known?.mark === mark ? known : { mark, since: now.getTime() }];
			})
		);
	}

	/** Deals with what stands still; returns what is in the way. */
	async #deal(files: readonly LyingFile[], now: Date): Promise<FolderWords | null> {
		let trouble: FolderWords | null = null;
		let judged = 0;
		for (const file of files) {
			const standing = this.#standing.get(file.name);
			if (!standing || standing.since === now.getTime()) continue;
			if (this.#isStopped || judged === AT_ONCE) break;
			if (!standing.verdict) {
				judged++;
				if (this.#options.isFull()) return CANNOT_SAVE;
				const verdict = await this.#judge(file);
				if (verdict === 'cannotSave') return CANNOT_SAVE;
				if (verdict === 'later') continue;
				standing.verdict = verdict;
			}
			if (standing.verdict.into === 'refused' && now.getTime() - standing.since < PATIENCE_MS) continue;
			trouble = (await this.#move(file.name, standing.verdict, now)) ?? trouble;
		}
		return trouble;
	}

	async #judge(file: LyingFile): Promise<Verdict | 'later' | 'cannotSave'> {
		const { folder, take, onTaken, onError } = this.#options;
		if (file.kind === 'link') return { into: 'refused', why: A_LINK };
		if (file.kind === 'other') return { into: 'refused', why: NO_FILE };
		if (file.size > CAP_BYTES) return { into: 'refused', why: TOO_LARGE };
		const fileName = shownName(file.name);
		let bytes: Uint8Array | null;
		try {
			bytes = await readFile(folder, file);
		} catch (error) {
			return { into: 'refused', why: unreadable(error) };
		}
		if (!bytes) return 'later';
		try {
			const taken = await take({ fileName, bytes });
			this.#state = { ...this.#state, taken: this.#state.taken + 1 };
			onTaken(fileName, taken);
			return { into: 'taken' };
		} catch (error) {
			if (error instanceof ProblemError && OF_THE_FILE.has(error.problem.code))
				return { into: 'refused', why: wordsOf(error.problem) };
			onError(error);
			return 'cannotSave';
		}
	}

	/** Moves a file aside; returns why it could not be. What was decided of it stands, so it is not taken again. */
	async #move(name: string, verdict: Verdict, now: Date): Promise<FolderWords | null> {
		const fileName = shownName(name);
		const note = verdict.into === 'refused' ? refusalNote(fileName, verdict.why, now) : undefined;
		try {
			await moveAside(this.#options.folder, name, verdict.into, note);
		} catch (error) {
			// Another server on the same folder, or a person, was quicker.
			if (!isMissing(error)) return troubleOf(error);
		}
		this.#standing.delete(name);
		if (verdict.into === 'taken') return null;
		this.#state = { ...this.#state, lastRefused: { fileName, at: now.toISOString(), why: verdict.why } };
		this.#options.onRefused(fileName, verdict.why);
		return null;
	}
}

function shownName(name: string): string {
	return name.replace(UNSEEN, '').trim().slice(0, NAME_LENGTH) || '-';
}
