import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode } from './check-node.mjs';

checkNode();
const { install, generate, synchronise } = await import('./prepare.mjs');
const { inRoot } = await import('./stamp.mjs');
const { readPlaywright, readVitest } = await import('./test-results.mjs');

await install({ withDevelopment: true });
await synchronise();
await generate();
const { installChromium } = await import('./install-chromium.mjs');
await installChromium();

const node = process.execPath;
const results = mkdtempSync(join(tmpdir(), 'anlan-test-results-'));
const report = (name) => join(results, `${name}.json`);

/** The program of an installed package. Checkers make much that is soon rubbish: with more room a tenth is saved. */
function program(packageName, name = packageName) {
	const { bin } = JSON.parse(readFileSync(inRoot('node_modules', packageName, 'package.json'), 'utf8'));
	return [
		node,
		'--max-semi-space-size=64',
		inRoot('node_modules', packageName, typeof bin === 'string' ? bin : bin[name])
	];
}

const vitest = (name, projects = name) => [
	...program('vitest'),
	...['run', '--project', projects, '--reporter=default', '--reporter=json', `--outputFile.json=${report(name)}`]
];

/**
 * The steps in their order. Those with `read` are tests; of the others only a failure counts, as one. Those `aside` run
 * one after the other beside the rest, on the core that tests waiting for a disk leave free; what they print is kept
 * together and shown when they end. The browser tests begin when everything else is through.
 */
const allSteps = [
	{
		zh: '格式',
		en: 'format',
		name: 'format',
		isAside: true,
		command: [...program('prettier'), '--check', '--log-level=warn', '--cache', '--cache-strategy=content', '.']
	},
	{ zh: '静态检查', en: 'lint', name: 'lint', isAside: true, command: [...program('eslint'), '--max-warnings=0', '.'] },
	{
		zh: '类型',
		en: 'types',
		name: 'types',
		isAside: true,
		command: [...program('svelte-check'), '--tsconfig', './tsconfig.json', '--threshold', 'error']
	},
	{
		zh: '类型：离线页面',
		en: 'types (worker)',
		name: 'types-worker',
		isAside: true,
		command: [...program('typescript', 'tsc'), '--project', 'src/service-worker']
	},
	{ zh: '无用代码', en: 'dead code', name: 'dead-code', isAside: true, command: program('knip') },
	{ zh: '单元测试', en: 'unit tests', name: 'unit', command: vitest('unit', 'unit*'), read: readVitest },
	{ zh: '数据库测试', en: 'database tests', name: 'db', command: vitest('db'), read: readVitest },
	{
		zh: '模拟：掉线、重发、断电的平板',
		en: 'simulation',
		name: 'sim',
		command: vitest('sim'),
		env: { ANLAN_SIM_SEEDS: '2' },
		read: readVitest
	},
	{ zh: '构建', en: 'build', name: 'build', isAside: true, command: [node, inRoot('scripts/build.mjs')] },
	{
		zh: '浏览器测试',
		en: 'browser tests',
		name: 'e2e',
		isLast: true,
		command: [...program('@playwright/test', 'playwright'), 'test', '--reporter=list,json'],
		env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('e2e') },
		read: readPlaywright
	}
];

// `npm test -- types unit` runs only these; without names everything runs.
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !allSteps.some((step) => step.name === name));
if (unknown.length > 0) {
	const names = allSteps.map((step) => step.name).join(', ');
	process.stderr.write(`没有这一步 · no such step: ${unknown.join(', ')} (${names})\n`);
	process.exit(2);
}
const steps = chosen.length > 0 ? allSteps.filter((step) => chosen.includes(step.name)) : allSteps;

/** The programs running now; a signal to end goes on to each. */
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM'])
	process.on(signal, () => {
		if (running.size === 0) process.exit(130);
		for (const child of running) child.kill(signal);
		Promise.all([...running].map((child) => new Promise((resolve) => child.once('close', resolve)))).then(() =>
			process.exit(130)
		);
	});

/** Runs a step to its end; what one aside prints is held back until then. */
function run({ command: [name, ...args], env = {}, isAside = false }) {
	return new Promise((resolve) => {
		const stdio = isAside ? ['ignore', 'pipe', 'pipe'] : 'inherit';
		const child = spawn(name, args, { cwd: inRoot(), env: { ...process.env, ...env }, stdio });
		const printed = [];
		if (isAside) for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
		const end = (code) => {
			running.delete(child);
			resolve({ code: code ?? 1, printed: Buffer.concat(printed).toString() });
		};
		running.add(child);
		child.on('error', (error) => {
			printed.push(Buffer.from(`${error.message}\n`));
			end(1);
		});
		child.on('close', end);
	});
}

/** What a step came to. A test run that failed without a failed test (it broke off) counts as one failed. */
function resultsOf({ read, name, en }, code) {
	const itself = code === 0 ? [] : [{ name: en, why: '' }];
	if (!read || !existsSync(report(name))) return { passed: 0, failures: itself, unsteady: [] };
	const results = read(JSON.parse(readFileSync(report(name), 'utf8')));
	return { ...results, failures: results.failures.length > 0 ? results.failures : itself };
}

const lines = new Map();
const total = { passed: 0, failures: [], unsteady: [] };

async function runInTurn(steps) {
	for (const step of steps) {
		const title = `\n── ${step.zh} · ${step.en}\n`;
		if (!step.isAside) process.stdout.write(title);
		const started = performance.now();
		const { code, printed } = await run(step);
		if (printed !== '') process.stdout.write(`${title}${printed}`);
		const { passed, failures, unsteady } = resultsOf(step, code);
		total.passed += passed;
		total.failures.push(...failures);
		total.unsteady.push(...unsteady);
		const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
		const outcome = step.read ? `${passed} ok, ${failures.length} not` : failures.length === 0 ? 'ok' : 'failed';
		lines.set(step, `${seconds} s  ${step.en.padEnd(16)} ${outcome}`);
	}
}

const started = performance.now();
await Promise.all([
	runInTurn(steps.filter((step) => step.isAside)),
	runInTurn(steps.filter((step) => !step.isAside && !step.isLast))
]);
await runInTurn(steps.filter((step) => step.isLast));
rmSync(results, { recursive: true, force: true });
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
process.stdout.write(`\n${steps.map((step) => lines.get(step)).join('\n')}\n${minutes} min\n\n`);
// What failed stands at the end, where it is found: the steps print thousands of lines.
const tell = (mark, { name, why }) => process.stdout.write(`${mark} ${name}\n${why.replaceAll(/^/gm, '    ')}\n\n`);
for (const each of total.unsteady) tell('再试才过 · passed when tried again:', each);
for (const each of total.failures) tell('✗', each);
process.stdout.write(`${total.passed} passed, ${total.failures.length} failed\n`);
process.exitCode = total.failures.length === 0 ? 0 : 1;
