const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
	[/MicroMessenger\/(\d+)/, '微信 WeChat'],
	[/HuaweiBrowser\/(\d+)/, 'Huawei Browser'],
	[/QQBrowser\/(\d+)/, 'QQ Browser'],
	[/(?:Edg|EdgA|EdgiOS)\/(\d+)/, 'Edge'],
	[/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
	[/(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
	[/Version\/(\d+).* Safari\//, 'Safari']
];
const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
	[/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
	[/Android/, 'Android'],
	[/iPhone|iPad/, 'iOS'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/Linux/, 'Linux']
];

/** What a browser calls itself, in a word or two: `Chrome 140 · Android`; null when nothing is recognised. */
export function browserName(userAgent: string | null): string | null {
	if (!userAgent) return null;
	const browser = BROWSERS.map(([pattern, name]) => {
		const version = pattern.exec(userAgent)?.[1];
		return version === undefined ? null : `${name} ${version}`;
	}).find((name) => name !== null);
	const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
	return [browser, system].filter(Boolean).join(' · ') || null;
}
