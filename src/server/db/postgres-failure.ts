import { StartFailure } from '../start-failure.ts';

/** The disk that holds this folder is full. */
export const diskFull = (folder: string): StartFailure =>
	new StartFailure(1, [
		{
			zh: `磁盘已满：${folder} 所在的磁盘没有足够的空间给数据库。请腾出空间后再启动；已保存的数据不会丢失。`,
			en: `The disk is full: there is not enough room for the database on the disk of ${folder}. Make room and start again; nothing that was saved is lost.`
		}
	]);

/** Puts what a PostgreSQL program said when it failed into words a person can act on. */
export function postgresFailure(program: string, folder: string, said: string, code: number | null): StartFailure {
	if (/No space left on device|could not extend file/i.test(said)) return diskFull(folder);
	const last = said.trim().split('\n').slice(-6).join('\n');
	return new StartFailure(1, [
		{
			zh: `数据库程序 ${program} 未能启动（退出码 ${code ?? '无'}）：`,
			en: `The database program ${program} did not start (exit code ${code ?? 'none'}):\n${last}`
		}
	]);
}

/** Another process works on this data folder. */
export const folderInUse = (dataDir: string, holder: number): StartFailure => {
	const zhHolder = holder > 0 ? `（进程 ${holder}）` : '';
	const enHolder = holder > 0 ? ` (process ${holder})` : '';
	return new StartFailure(3, [
		{
			zh: `安澜已在运行：另一个进程${zhHolder}正在使用数据文件夹 ${dataDir}。请先停止它，或用 ANLAN_DATA 另指一个。`,
			en: `Anlan is already running: another process${enHolder} uses the data folder ${dataDir}. Stop it first, or name another with ANLAN_DATA.`
		}
	]);
};
