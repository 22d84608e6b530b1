import type { App } from './app.ts';
import { ensureFirstAdministrator } from './auth/first-administrator.ts';
import { say } from './progress.ts';

/**
 * Fills a database without accounts: with the demonstration where that is allowed (on this machine only, or with
 * `ANLAN_DEMO=1`), else with a first administrator whose one-time password is printed, once.
 */
export async function prepareFirstRun(app: App): Promise<void> {
	if ((await app.db.prisma.account.count()) > 0) return;
	if (app.config.isDemoAllowed) {
		say('数据库是空的，载入演示数据', 'the database is empty: loading the demonstration');
		const { loadDemo } = await import('./jobs/demo/load-demo.ts');
		await loadDemo(app);
		return;
	}
	const first = await ensureFirstAdministrator(app);
	if (first === null) return;
	process.stdout.write(
		`\n首个管理员（密码只显示这一次，登录后须修改）· first administrator (shown this once, to be changed at sign-in)\n` +
			`  ${first.username}   ${first.oneTimePassword}\n\n`
	);
}
