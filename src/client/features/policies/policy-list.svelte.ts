import { POLICIES, type PolicyKey } from '#domain/policies/policies.ts';
import type { Locale, Problem } from '#domain/shared/problems.ts';
import { formatNumber } from '#client/i18n/format.ts';
import { api } from '#client/live/api.ts';
import { problemOf } from '#client/live/request-problem.ts';

export type PolicyState = Awaited<ReturnType<typeof api.policies.get.query>>[number];

/** The parameters as the server has them now. */
export class PolicyList {
	#policies = $state.raw<readonly PolicyState[]>([]);
	#problem = $state.raw<Problem | null>(null);

	get policies(): readonly PolicyState[] {
		return this.#policies;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	async load(): Promise<void> {
		try {
			this.#policies = await api.policies.get.query();
			this.#problem = null;
		} catch (error) {
			this.#problem = problemOf(error);
		}
	}
}

/** A value with its unit: `3.5 平方米/人`, `80%`. */
export function withUnit(key: PolicyKey, value: number, locale: Locale): string {
	const unit = POLICIES[key].unit[locale];
	return unit === '%' ? `${formatNumber(value)}%` : `${formatNumber(value)} ${unit}`;
}
