import { FileRefusal } from '../table.ts';
import type { CapElement } from './cap-tree.ts';

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/;

/** The fields of one element of a CAP file, each asked for as the standard has it. */
export class CapFields {
	readonly #element: CapElement;

	constructor(element: CapElement) {
		this.#element = element;
	}

	get name(): string {
		return this.#element.name;
	}

	/** Children of a name. */
	all(name: string): CapFields[] {
		return this.#named(name).map((child) => new CapFields(child));
	}

	/** Texts of all children of a name. */
	texts(name: string): string[] {
		return this.#named(name).map(({ text }) => text.trim());
	}

	/** The text of a child that may be missing, but not stand twice. */
	optional(name: string): string {
		const found = this.texts(name);
		if (found.length > 1)
			throw new FileRefusal(`${name} 出现了 ${found.length} 次`, `${name} stands ${found.length} times`);
		return found[0] ?? '';
	}

	required(name: string): string {
		const text = this.optional(name);
		if (text === '') throw new FileRefusal(`缺少 ${name}`, `${name} is missing`);
		return text;
	}

	/** A moment with its zone, in UTC. */
	moment(name: string): string {
		return checkedMoment(name, this.required(name));
	}

	optionalMoment(name: string): string | null {
		const text = this.optional(name);
		return text === '' ? null : checkedMoment(name, text);
	}

	oneOf<T extends string>(name: string, values: readonly T[]): T {
		return checkedValue(name, this.required(name), values);
	}

	eachOneOf<T extends string>(name: string, values: readonly T[], least: number): T[] {
		const found = this.texts(name);
		if (found.length < least) throw new FileRefusal(`缺少 ${name}`, `${name} is missing`);
		return found.map((text) => checkedValue(name, text, values));
	}

	/** A moment of CAP in UTC; null when it is none (a zone is required, `Z` tolerated). */
	static momentOf(text: string): string | null {
		const time = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
		return Number.isNaN(time) ? null : new Date(time).toISOString();
	}

	#named(name: string): CapElement[] {
		return this.#element.children.filter((child) => child.name === name);
	}
}

function checkedMoment(name: string, text: string): string {
	const moment = CapFields.momentOf(text);
	if (moment === null)
		throw new FileRefusal(
			`${name} 应为带时区的时间，如 2026-01-12T08:00:00+08:00（${text.slice(0, 40)}）`,
			`${name} should be a time with its zone such as 2026-01-12T08:00:00+08:00 (${text.slice(0, 40)})`
		);
	return moment;
}

function checkedValue<T extends string>(name: string, text: string, values: readonly T[]): T {
	const value = values.find((one) => one === text);
	if (value === undefined)
		throw new FileRefusal(
			`${name} 的值“${text.slice(0, 30)}”不在标准内`,
			`${name} has “${text.slice(0, 30)}”, which the standard does not know`
		);
	return value;
}
