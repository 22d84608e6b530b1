import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/find-chromium.mjs';

/** A browser process of a test's own, with a profile on the disk, that can be killed like a tablet whose battery falls out. */
export class OwnChromium {
	readonly #process: ChildProcess;
	readonly #browser: Browser;
	readonly page: Page;

	private constructor(process: ChildProcess, browser: Browser, page: Page) {
		this.#process = process;
		this.#browser = browser;
		this.page = page;
	}

	/** @param profile folder of the profile, kept from one start to the next */
	static async start(profile: string, more: readonly string[] = []): Promise<OwnChromium> {
		const process = spawn(
			findChromium() ?? chromium.executablePath(),
			[
				'--headless=new',
				'--no-sandbox',
				'--disable-quic',
				'--no-first-run',
				'--no-default-browser-check',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--disable-gpu',
				'--lang=zh-CN',
				'--window-size=800,1280',
				'--remote-debugging-port=0',
				`--user-data-dir=${profile}`,
				...more,
				'about:blank'
			],
			// A group of its own: all its processes are killed at one stroke.
			{ detached: true, stdio: ['ignore', 'ignore', 'pipe'] }
		);
		const address = await new Promise<string>((resolve, reject) => {
			let printed = '';
			process.stderr?.on('data', (data: Buffer) => {
				printed += data.toString();
				const found = /DevTools listening on (\S+)/.exec(printed)?.[1];
				if (found) resolve(found);
			});
			process.once('exit', () => reject(new Error(printed)));
		});
		const browser = await chromium.connectOverCDP(address);
		const [context] = browser.contexts();
		const page = context?.pages()[0] ?? (await context?.newPage());
		if (!page) throw new Error('the browser has no page');
		page.setDefaultTimeout(30_000);
		return new OwnChromium(process, browser, page);
	}

	/** Ends it without a word: SIGKILL to every process of it at once. Does nothing where it has ended. */
	async kill(): Promise<void> {
		const { pid, exitCode, signalCode } = this.#process;
		if (pid === undefined || exitCode !== null || signalCode !== null) return;
		const exited = once(this.#process, 'exit');
		process.kill(-pid, 'SIGKILL');
		await exited;
		await this.#browser.close();
	}
}
