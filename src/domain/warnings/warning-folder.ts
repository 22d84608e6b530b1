/** Words in both languages. */
export interface FolderWords {
	zh: string;
	en: string;
}

/** How the watched folder of CAP files stands; null where none is watched. */
export interface WarningFolderState {
	folder: string;
	/** When it was last looked at; null before the first look. */
	lastLookAt: string | null;
	/** Why it cannot be worked on; null when it can. */
	trouble: FolderWords | null;
	/** Files that lie in it and were neither taken nor refused yet. */
	waiting: number;
	/** Files taken since the server started. */
	taken: number;
	/** Files that lie in its `refused` now. */
	refused: number;
	/** The last that was refused since the server started. */
	lastRefused: { fileName: string; at: string; why: FolderWords } | null;
}
