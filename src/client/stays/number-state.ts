import { normaliseDocumentNumber, readIdNumber } from '#domain/people/id-number.ts';
import { keysOfNumber } from '#domain/people/identity-document.ts';
import { problem, type Problem } from '#domain/shared/problems.ts';

const ID_PLACES = 18;

/** What a typed number is: whole and to be looked for, wrong, or still being typed. */
export type NumberState =
	{ state: 'whole' | 'partial' | 'empty'; problem: null } | { state: 'wrong'; problem: Problem };

/**
 * How far a number is typed. An ID number says so itself at its 18th place; other documents have no fixed length, so
 * they are whole when somebody says so (`isDone`).
 */
export function numberState(text: string, isDone: boolean, now: Date): NumberState {
	const number = normaliseDocumentNumber(text);
	if (number === '') return { state: 'empty', problem: null };
	const isId = /^\d{9,}X?$/.test(number);
	if (isId && number.length >= ID_PLACES) {
		const read = readIdNumber(number, now);
		return read.ok ? { state: 'whole', problem: null } : { state: 'wrong', problem: read.problem };
	}
	if (!isDone) return { state: 'partial', problem: null };
	if (keysOfNumber(number, now).length > 0) return { state: 'whole', problem: null };
	const read = readIdNumber(number, now);
	const isLikeId = isId && number.length > 11;
	return {
		state: 'wrong',
		problem: isLikeId && !read.ok ? read.problem : problem('documentNumber', { example: '43042619880229123X' })
	};
}
