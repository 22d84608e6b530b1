import { existsSync, readFileSync } from 'node:fs';
import { alone } from './alone.mjs';
import { runStep } from './progress.mjs';
import { hashSources, inRoot, isStamped, stamp } from './stamp.mjs';

const node = process.execPath;
const npm = process.env.npm_execpath?.endsWith('.js') ? [node, process.env.npm_execpath] : ['npm'];

function readPackages(path) {
	return existsSync(inRoot(path)) ? JSON.parse(readFileSync(inRoot(path), 'utf8')).packages : null;
}

/** Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed. */
function isInstalled(withDevelopment) {
	const installed = readPackages('node_modules/.package-lock.json');
	if (!installed) return false;
	return Object.entries(readPackages('package-lock.json')).every(([path, wanted]) => {
		if (path === '' || installed[path]?.version === wanted.version) return true;
		return !installed[path] && (wanted.optional || wanted.peer || (wanted.dev && !withDevelopment));
	});
}

/** Installs the packages when they are missing or package-lock.json changed. */
export async function install({ withDevelopment = false } = {}) {
	if (isInstalled(withDevelopment)) return;
	await runStep({
		zh: '安装依赖（首次约需一分钟）',
		en: 'installing packages (about a minute the first time)',
		command: [...npm, 'ci', '--no-audit', '--no-fund', ...(withDevelopment ? ['--include=dev'] : [])]
	});
}

/** Generates the database client when the schema changed. */
export async function generate() {
	const hash = hashSources(['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json']);
	if (isStamped('src/server/db/generated/.stamp', hash)) return;
	await runStep({
		zh: '生成数据库客户端',
		en: 'generating the database client',
		command: [node, inRoot('node_modules/prisma/build/index.js'), 'generate'],
		// The client needs no engine; naming any program keeps Prisma from fetching one, so this works without a network.
		env: { PRISMA_SCHEMA_ENGINE_BINARY: node, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
	});
	stamp('src/server/db/generated/.stamp', hash);
}

/** Makes the compiler settings that SvelteKit writes; ours build on them, and all that reads ours fails without. */
export async function synchronise() {
	if (existsSync(inRoot('.svelte-kit/tsconfig.json'))) return;
	await runStep({
		zh: '准备 SvelteKit',
		en: 'preparing SvelteKit',
		command: [node, inRoot('node_modules/@sveltejs/kit/svelte-kit.js'), 'sync']
	});
}

/**
 * Builds the pages when their sources changed. The server itself is not built: tsx runs it as it is. Of two starts at
 * once the second waits, and finds the pages built.
 */
export async function build() {
	await alone('.svelte-kit/building', async () => {
		const sources = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package.json', 'package-lock.json'];
		const hash = hashSources(sources, ['src/server']);
		if (isStamped('build/.stamp', hash)) return;
		await runStep({
			zh: '构建页面',
			en: 'building the pages',
			command: [node, inRoot('node_modules/vite/bin/vite.js'), 'build'],
			env: { NODE_ENV: 'production' }
		});
		stamp('build/.stamp', hash);
	});
}
