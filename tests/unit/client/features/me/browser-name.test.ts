import { expect, test } from 'vitest';
import { browserName } from '#client/features/me/browser-name.ts';

test.each([
	[
		'Mozilla/5.0 (Linux; Android 14; SM-T500) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
		'Chrome 140 · Android'
	],
	[
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
		'Edge 140 · Windows'
	],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
		'Safari 18 · iOS'
	],
	[
		'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 HuaweiBrowser/5.0 Mobile',
		'Huawei Browser 5 · HarmonyOS'
	],
	['curl/8.0', null],
	[null, null]
])('%s is %s', (userAgent, name) => {
	expect(browserName(userAgent)).toBe(name);
});
