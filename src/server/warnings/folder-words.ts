import { describeProblem, problem, type Problem } from '#domain/shared/problems.ts';
import type { FolderWords } from '#domain/warnings/warning-folder.ts';
import { NoFolderThere } from './folder-files.ts';

/** A problem in both languages. */
export function wordsOf(of: Problem): FolderWords {
	return { zh: describeProblem(of, 'zh'), en: describeProblem(of, 'en') };
}

export const TOO_LARGE = wordsOf(problem('tooLarge', { limit: '2 MB' }));
export const A_LINK: FolderWords = {
	zh: '这是一个链接，不是文件；请放入文件本身。',
	en: 'This is a link, not a file; put in the file itself.'
};
export const NO_FILE: FolderWords = {
	zh: '这不是普通文件（可能是管道或设备）。',
	en: 'This is no ordinary file (a pipe or a device).'
};
/** The system will not let a file be read. */
export function unreadable(error: unknown): FolderWords {
	const detail = error instanceof Error ? error.message : String(error);
	return { zh: `文件读不出来：${detail}`, en: `The file cannot be read: ${detail}` };
}

/** The database, not the file, stands in the way. */
export const CANNOT_SAVE: FolderWords = {
	zh: '服务器暂时无法保存，文件留在原处，恢复后自动接收。',
	en: 'The server cannot save at present. Files stay where they are and are taken in when it can.'
};

const TROUBLES: Readonly<Record<string, FolderWords>> = {
	ENOENT: {
		zh: '文件夹不存在，请建立，或检查 ANLAN_CAP_FOLDER。',
		en: 'The folder does not exist. Make it, or check ANLAN_CAP_FOLDER.'
	},
	ENOTDIR: { zh: '这不是文件夹，请检查 ANLAN_CAP_FOLDER。', en: 'This is not a folder. Check ANLAN_CAP_FOLDER.' },
	EACCES: {
		zh: '服务器没有读写这个文件夹的权限，请授予运行账号读写权限。',
		en: 'The server may not read and write in this folder. Let its account do so.'
	},
	EROFS: {
		zh: '文件夹是只读的，接收后无法移走文件，所以没有接收。',
		en: 'The folder is read-only. Files could not be moved away, so none is taken.'
	},
	ENOSPC: { zh: '文件夹所在的磁盘已满。', en: 'The disk of the folder is full.' }
};

/** Why the folder cannot be worked on. */
export function troubleOf(error: unknown): FolderWords {
	if (error instanceof NoFolderThere)
		return { zh: `${error.folder} 不是文件夹，请移走。`, en: `${error.folder} is not a folder. Take it away.` };
	const code = (error as NodeJS.ErrnoException).code ?? '';
	const known = TROUBLES[code === 'EPERM' ? 'EACCES' : code];
	const detail = error instanceof Error ? error.message : String(error);
	return known ?? { zh: `无法读写文件夹：${detail}`, en: `The folder cannot be worked on: ${detail}` };
}

/** The text that lies beside a refused file. */
export function refusalNote(fileName: string, why: FolderWords, now: Date): string {
	const at = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
	return [
		'这份文件没有接收。',
		`文件：${fileName}`,
		`时间：${at}（北京时间）`,
		`原因：${why.zh}`,
		'改正后请重新放入文件夹。',
		'',
		'This file was not taken in.',
		`File: ${fileName}`,
		`Time: ${at} (UTC+8)`,
		`Why:  ${why.en}`,
		'Mend it and put it into the folder again.',
		''
	].join('\n');
}
