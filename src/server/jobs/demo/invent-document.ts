import { idCheckDigit, type Sex } from '#domain/people/id-number.ts';
import type { IdentityDocument } from '#domain/people/identity-document.ts';
import { choose } from './choose.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Of ten thousand people so many have such a document (assumption). */
const KINDS = [
	{ kind: 'residentId', weight: 9_915 },
	{ kind: 'none', weight: 70 },
	{ kind: 'hkMacaoPermit', weight: 10 },
	{ kind: 'taiwanPermit', weight: 5 }
] as const;

const REASONS = [
	{ reason: '转移匆忙，证件留在家中', weight: 6 },
	{ reason: '证件遗失，补办中', weight: 3 },
	{ reason: '证件随行李留在车上', weight: 1 }
];

/** The county part of a code that GB/T 2260 has never given to any place: no real number begins with it. */
const NO_COUNTY = '99';
/** How often a permit was renewed, in its last two places: no permit was renewed so often. */
const NO_RENEWAL = '99';

/**
 * Documents and telephone numbers that pass every check and can belong to nobody: ID numbers of the county's city
 * with a county part that does not exist (430499…), permits renewed ninety-nine times, telephones that begin with
 * too many noughts. None twice.
 */
export class DocumentMaker {
	readonly #random: SeededRandom;
	readonly #area: string;
	readonly #used = new Map<string, number>();

	constructor(countyCode: string, random: SeededRandom) {
		this.#random = random;
		this.#area = countyCode.slice(0, 4) + NO_COUNTY;
	}

	/** The document of somebody of a sex, born on a day. Infants may not be registered yet. */
	document(sex: Sex, birthDate: string, age: number): IdentityDocument {
		if (age === 0 && this.#random.next() < 0.3) return { kind: 'none', reason: '新生儿，尚未上户口' };
		const { kind } = choose(this.#random, KINDS);
		switch (kind) {
			case 'residentId':
				return { kind, number: this.#idNumber(sex, birthDate) };
			case 'none':
				return { kind, reason: choose(this.#random, REASONS).reason };
			case 'hkMacaoPermit':
				return { kind, number: `H${this.#serial(kind, 8)}${NO_RENEWAL}` };
			case 'taiwanPermit':
				return { kind, number: `${this.#serial(kind, 8)}${NO_RENEWAL}` };
		}
	}

	/** A telephone number that cannot be dialled. */
	phone(): string {
		return `000-${this.#serial('phone', 8)}`;
	}

	/** The last but one place is odd for men (law: GB 11643). */
	#idNumber(sex: Sex, birthDate: string): string {
		const born = birthDate.replaceAll('-', '');
		const sequence = 2 * this.#next(`${sex} ${born}`) - (sex === 'male' ? 1 : 0);
		const digits = `${this.#area}${born}${String(sequence).padStart(3, '0')}`;
		return digits + idCheckDigit(digits);
	}

	#serial(of: string, places: number): string {
		return String(this.#next(of)).padStart(places, '0');
	}

	#next(of: string): number {
		const next = (this.#used.get(of) ?? 0) + 1;
		this.#used.set(of, next);
		return next;
	}
}
