import { createInterface } from 'node:readline/promises';
import { StartFailure } from '../start-failure.ts';

/**
 * Asks the person at the keyboard to type `yes`; anything else stops the command.
 *
 * @throws StartFailure when the answer is another, or nobody is there to answer
 */
export async function confirm(zh: string, en: string): Promise<void> {
	if (!process.stdin.isTTY)
		throw new StartFailure(1, [
			{ zh: `${zh}无人应答，请加 --yes。`, en: `${en} Nobody is there to answer; add --yes.` }
		]);
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await terminal.question(`${zh}\n${en}\n输入 yes 继续 · type yes to go on: `);
	terminal.close();
	if (answer.trim().toLowerCase() !== 'yes')
		throw new StartFailure(1, [{ zh: '已取消，没有改动。', en: 'Cancelled; nothing was changed.' }]);
}
