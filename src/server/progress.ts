/** Says what a start is doing, one line in both languages with the seconds since the process began. */
export function say(zh: string, en: string): void {
	const seconds = process.uptime().toFixed(1).padStart(5);
	process.stdout.write(`[${seconds} s] ${zh} · ${en}\n`);
}
