/** Exit codes of the server and the command line: 1 anything else, 2 a bad setting, 3 the data folder is in use. */
export type ExitCode = 1 | 2 | 3;

/**
 * A start that cannot go on, in words for the person at the keyboard. It is printed as its lines, without a stack:
 * each item is one line of Chinese and the same in English.
 */
export class StartFailure extends Error {
	readonly exitCode: ExitCode;
	readonly lines: { zh: string; en: string }[];

	constructor(exitCode: ExitCode, lines: { zh: string; en: string }[], options?: ErrorOptions) {
		super(lines.map((line) => line.en).join('\n'), options);
		this.name = 'StartFailure';
		this.exitCode = exitCode;
		this.lines = lines;
	}
}

/**
 * Prints what stopped the start and returns the exit code for it. An unforeseen error keeps its stack, because then
 * the stack is the only help there is.
 */
export function reportFailure(error: unknown, write: (text: string) => void): ExitCode {
	if (error instanceof StartFailure) {
		for (const line of error.lines) write(`${line.zh}\n${line.en}\n`);
		return error.exitCode;
	}
	write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
	return 1;
}
