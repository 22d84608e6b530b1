import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';
import { runStep } from './progress.mjs';
import { inRoot } from './stamp.mjs';

async function hasPlaywrightsOwn() {
	const { chromium } = await import('@playwright/test');
	return existsSync(chromium.executablePath());
}

/** Sees to a Chromium for the browser tests: one that is there, else Debian's where root, else Playwright's own. */
export async function installChromium() {
	if (findChromium() || (await hasPlaywrightsOwn())) return;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		const env = { DEBIAN_FRONTEND: 'noninteractive' };
		await runStep({ zh: '更新软件包目录', en: 'updating the package index', command: ['apt-get', 'update'], env });
		await runStep({
			zh: '安装 Chromium 与中文字体',
			en: 'installing Chromium and Chinese fonts',
			command: ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium-headless-shell', 'fonts-noto-cjk'],
			env
		});
		if (findChromium()) return;
	}
	await runStep({
		zh: '安装 Playwright 的 Chromium',
		en: 'installing Playwright’s Chromium',
		command: [process.execPath, inRoot('node_modules/@playwright/test/cli.js'), 'install', 'chromium']
	});
}
