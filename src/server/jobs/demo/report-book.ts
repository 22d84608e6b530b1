import type { EventView } from '#domain/events/event.ts';
import { NATIONAL_CATALOGUE } from '#domain/reports/catalogue.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import type { SwingPolicy } from '#domain/reports/compare-figures.ts';
import { decideAdjustment, decideReview } from '#domain/reports/decide-review.ts';
import { decideFile } from '#domain/reports/decide-file.ts';
import { addDecimals, placesOf, subtractDecimals, type Decimal } from '#domain/reports/decimal.ts';
import { NATIONAL_KEYS, type NationalKey } from '#domain/reports/indicators.ts';
import { neededReasons, type NeededReason } from '#domain/reports/needed-reasons.ts';
import { reportLevelOf, type FigureSource, type ReportUnit } from '#domain/reports/report.ts';
import { accept } from '../../commands/execute.ts';
import type { NewReport } from '../../repositories/damage-reports.ts';
import type { NewAdjustment } from '../../repositories/report-adjustments.ts';
import type { Reporter } from './count-history.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A report as it is stored. */
export interface ToldReport extends NewReport {
	decision: { by: Reporter['account']; at: string; reason: string } | null;
}

/** A signed line as it is stored. */
export interface ToldAdjustment extends NewAdjustment {
	by: Reporter['account'];
	at: string;
}

/** A report as somebody files it. */
export interface Filing {
	areaCode: string;
	by: Reporter;
	/** When the figures were so, and when the county had them. */
	observedAt: string;
	receivedAt: string;
	/** What a village says. A township and the county say what their sum is. */
	figures: Figures;
	sources?: Partial<Record<NationalKey, 'estimate' | 'phone'>>;
	note?: string;
	explain(needed: NeededReason): string;
}

/** Keeps the chains of damage reports, told in the order of time, by the rules of live use. */
export class ReportBook {
	readonly reports: ToldReport[] = [];
	readonly units = new Map<string, ReportUnit>();
	readonly adjustments: ToldAdjustment[] = [];
	readonly #standing = new Map<string, ToldReport>();
	readonly #accepted = new Map<string, ToldReport>();
	readonly #event: EventView;
	readonly #swings: SwingPolicy;
	readonly #random: SeededRandom;

	constructor(event: EventView, swings: SwingPolicy, random: SeededRandom) {
		this.#event = event;
		this.#swings = swings;
		this.#random = random;
	}

	/** What a unit's report that stands last says. */
	standing(areaCode: string): Figures | null {
		return this.#standing.get(areaCode)?.figures ?? null;
	}

	/** Files a report; what has not changed since the one before is a 零报告. */
	file({ areaCode, by, observedAt, receivedAt, note = '', ...filing }: Filing): ToldReport {
		const level = reportLevelOf(areaCode) ?? 'county';
		const [unit, standing] = [this.units.get(areaCode) ?? null, this.#standing.get(areaCode) ?? null];
		const isZero = standing !== null && isSame(standing.figures, filing.figures);
		const accepted = this.#accepted.get(areaCode) ?? null;
		const needed = neededReasons(filing.figures, (accepted ?? standing)?.figures ?? null, this.#swings);
		const reasons = needed.map((one) => ({ about: one.about, reason: filing.explain(one) }));
		const id = this.#random.id(receivedAt);
		const { id: eventId } = this.#event;
		const sum = level === 'village' ? null : { figures: filing.figures, sources: sourcesOf(filing.figures, level) };
		const said = { figures: isZero ? {} : filing.figures, sources: filing.sources ?? {}, reasons, note, isZero };
		const command = { operationId: id, eventId, areaCode, isVerified: false, deviceTime: observedAt, ...said };
		const state = { event: this.#event, level, unit, standing, accepted, sum, catalogue: NATIONAL_CATALOGUE };
		const decision = accept(decideFile(state, command, by.account.role, observedAt, this.#swings));
		const report: ToldReport = {
			...{ id, eventId, areaCode, level, observedAt, receivedAt, deviceTime: observedAt, isZero, reasons, note },
			...decision,
			basisId: standing?.id ?? null,
			accountId: by.account.id,
			accountName: by.account.displayName,
			role: by.account.role,
			deviceId: by.deviceId,
			decision: decision.state === 'accepted' ? { by: by.account, at: receivedAt, reason: '' } : null
		};
		this.#keep(report);
		return report;
	}

	/** Decides on a report that waits. */
	decide(report: ToldReport, by: Reporter['account'], at: string, returned: string | null = null): void {
		const decision = returned === null ? ('accept' as const) : ('return' as const);
		report.state = accept(decideReview(report, this.#event, { decision }, by.role, [], NATIONAL_CATALOGUE));
		report.decision = { by, at, reason: returned ?? '' };
		const unit = this.units.get(report.areaCode)!;
		if (report.state === 'accepted') this.#accepted.set(report.areaCode, report);
		else this.#stand(report.areaCode, this.#accepted.get(report.areaCode) ?? null);
		this.#renew(unit, {});
	}

	/** Changes a sum by a signed line. */
	adjust(line: Pick<NewAdjustment, 'areaCode' | 'indicator' | 'amount' | 'reason'>, by: Reporter, at: string) {
		return this.#sign({ ...line, reversesId: null }, by, at);
	}

	/** Takes a signed line back. */
	reverse({ id, areaCode, indicator, amount }: ToldAdjustment, reason: string, by: Reporter, at: string): void {
		const back = { areaCode, indicator, amount: subtractDecimals('0', amount), reason, reversesId: id };
		this.#sign(back, by, at);
	}

	/** What an area's villages and the signed lines under it come to now. */
	sumOf(areaCode: string): Figures {
		const parts = new Map<string, Decimal[]>();
		const say = (key: string, figure: Decimal) => {
			const known = parts.get(key);
			if (known) known.push(figure);
			else parts.set(key, [figure]);
		};
		for (const { level, areaCode: code, figures } of this.#accepted.values()) {
			if (level !== 'village' || !code.startsWith(areaCode)) continue;
			for (const key in figures) say(key, figures[key]!);
		}
		for (const line of this.adjustments) if (line.areaCode.startsWith(areaCode)) say(line.indicator, line.amount);
		return Object.fromEntries(
			NATIONAL_KEYS.flatMap((key) => {
				const said = parts.get(key);
				return said ? [[key, addDecimals(said)]] : [];
			})
		);
	}

	#keep(report: ToldReport): void {
		const { areaCode, eventId, level, receivedAt } = report;
		const waiting = this.#standing.get(areaCode);
		if (waiting?.state === 'filed') waiting.state = 'superseded';
		const made = { eventId, areaCode, level, reports: 0, latest: null, firstAt: receivedAt };
		const unit = this.units.get(areaCode) ?? { ...made, acceptedId: null, verifiedAt: null, version: 0 };
		this.reports.push(report);
		this.#stand(areaCode, report);
		if (report.state === 'accepted') this.#accepted.set(areaCode, report);
		this.#renew(unit, { reports: unit.reports + 1 });
	}

	#stand(areaCode: string, report: ToldReport | null): void {
		if (report) this.#standing.set(areaCode, report);
		else this.#standing.delete(areaCode);
	}

	#renew(unit: ReportUnit, more: Partial<ReportUnit>): void {
		const { areaCode, version } = unit;
		const last = this.#standing.get(areaCode);
		const latest = last
			? { id: last.id, number: last.number, kind: last.kind, state: last.state, at: last.receivedAt }
			: null;
		const acceptedId = this.#accepted.get(areaCode)?.id ?? null;
		this.units.set(areaCode, { ...unit, latest, acceptedId, version: version + 1, ...more });
	}

	#sign(line: Omit<NewAdjustment, 'id' | 'eventId'>, by: Reporter, at: string): ToldAdjustment {
		const { areaCode, indicator, amount } = line;
		const figure: Decimal | null = this.sumOf(areaCode)[indicator] ?? null;
		accept(
			decideAdjustment(
				this.#event,
				{ areaCode, amount },
				{ figure, source: 'reports' },
				by.account.role,
				placesOf(amount)
			)
		);
		const told = { ...line, id: this.#random.id(at), eventId: this.#event.id, by: by.account, at };
		this.adjustments.push(told);
		return told;
	}
}

function isSame(one: Figures, other: Figures): boolean {
	return NATIONAL_KEYS.every((key) => one[key] === other[key]);
}

/** Who is sheltered in the county is said by the shelters, all else by those below. */
function sourcesOf(figures: Figures, level: string): Partial<Record<string, FigureSource>> {
	const fromShelters = ['relocatedNow', 'shelteredNow', 'sheltersNow'];
	const of = (key: string): FigureSource => (level === 'county' && fromShelters.includes(key) ? 'shelters' : 'sum');
	return Object.fromEntries(Object.keys(figures).map((key) => [key, of(key)]));
}
