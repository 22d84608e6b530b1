import type { Catalogue } from '#domain/reports/catalogue.ts';
import { checkFigures, type Break, type Figures } from '#domain/reports/check-figures.ts';
import { compareFigures, type FigureChange, type SwingPolicy } from '#domain/reports/compare-figures.ts';
import type { IndicatorKey } from '#domain/reports/local-indicator.ts';
import { neededReasons, type NeededReason } from '#domain/reports/needed-reasons.ts';
import type { ReportReason } from '#domain/reports/report.ts';
import type { PayloadOf } from '#domain/sync/operation.ts';
import {
	draftFrom,
	emptyDraft,
	figuresOf,
	invalidKeys,
	type Basis,
	type FiledBefore,
	type ReportDraft
} from './report-draft.ts';
import { sumOffers, type SumOffer } from './sum-offers.ts';

type Payload = PayloadOf<'report.file'>;

/** What the form is filled in against; read at each look, so that it follows what the county says. */
export interface FormWorld {
	basis: () => Basis | null;
	policy: () => SwingPolicy;
	/** The national indicators and the county's own. */
	catalogue: () => Catalogue;
	/** The reporter writes down what the village told by telephone. */
	isByPhone: () => boolean;
	/** What was accepted last, where that is not the basis: what must be explained is weighed against it. */
	accepted: () => Figures | null;
	/** The unit has verified: whatever it reports now is 核报. */
	mustVerify: () => boolean;
}

/** The report being filled in: what is typed, what it breaks, and what must be explained, at every keystroke. */
export class ReportForm {
	readonly #world: FormWorld;
	#draft = $state<ReportDraft>(emptyDraft());

	readonly figures: Figures = $derived.by(() => figuresOf(this.#draft, this.basis, this.catalogue));
	readonly invalid: ReadonlySet<string> = $derived.by(() => new Set(invalidKeys(this.#draft, this.catalogue)));
	/** What differs from the basis, by key; of what could not be read nothing is known. */
	readonly changes: ReadonlyMap<string, FigureChange> = $derived.by(() => {
		const changes = compareFigures(this.basis?.figures ?? {}, this.figures, this.catalogue.inUse);
		return new Map(changes.filter(({ key }) => !this.invalid.has(key)).map((change) => [change.key, change]));
	});
	/** Breaks of the rules by figures that could all be read. */
	readonly #allBreaks: readonly Break[] = $derived.by(() =>
		checkFigures(this.figures, this.catalogue).filter((of) => keysOf(of).every((key) => !this.invalid.has(key)))
	);
	/** Breaks that block the report. */
	readonly breaks: readonly Break[] = $derived.by(() => this.#allBreaks.filter(({ level }) => level === 'error'));
	/** What must be explained, of what could be read. */
	readonly needed: readonly NeededReason[] = $derived.by(() => {
		const needed = neededReasons(this.figures, this.#weighed, this.#world.policy(), this.catalogue, this.#allBreaks);
		return needed.filter((of) => of.kind === 'rule' || !this.invalid.has(of.change.key));
	});
	readonly offers: ReadonlyMap<string, SumOffer> = $derived.by(() => {
		const offers = [...sumOffers(this.figures)];
		return new Map(offers.filter(([, { key }]) => !this.#hasUnreadParts(key)));
	});
	/** Where the report cannot go out yet, by key of the figure, in the order of the catalogue. */
	readonly open: readonly string[] = $derived.by(() => {
		const unexplained = this.needed.filter(({ about }) => this.reasonOf(about).trim() === '');
		const keys = new Set([
			...this.invalid,
			...this.breaks.map(({ left }) => left.key),
			...unexplained.map((of) => keyOf(of))
		]);
		return this.catalogue.inUse.flatMap(({ key }) => (keys.has(key) ? [key] : []));
	});

	constructor(world: FormWorld) {
		this.#world = world;
	}

	get catalogue(): Catalogue {
		return this.#world.catalogue();
	}

	get basis(): Basis | null {
		return this.#world.basis();
	}

	/** What is kept on the device: plain data. */
	get draft(): ReportDraft {
		return $state.snapshot(this.#draft);
	}

	get operationId(): string {
		return this.#draft.operationId;
	}

	get replaces(): string | null {
		return this.#draft.replaces;
	}

	get mends(): string | null {
		return this.#draft.mends;
	}

	get note(): string {
		return this.#draft.note;
	}

	set note(note: string) {
		this.#draft.note = note;
	}

	get isVerified(): boolean {
		return this.#draft.isVerified || this.#world.mustVerify();
	}

	set isVerified(isVerified: boolean) {
		this.#draft.isVerified = isVerified;
	}

	/** Nothing was typed or chosen: the form shows the basis. */
	get isUntouched(): boolean {
		const { texts, estimates, reasons, note, isVerified, replaces, mends } = this.#draft;
		const said = [texts, estimates, reasons].some((of) => Object.keys(of).length > 0);
		return !said && note === '' && !isVerified && replaces === null && mends === null;
	}

	/** Whether any figure is there to be reported. */
	get hasFigures(): boolean {
		return Object.keys(this.figures).length > 0;
	}

	/** What stands in the box of a figure. */
	textOf(key: string): string {
		return this.#draft.texts[key] ?? this.basis?.figures[key] ?? '';
	}

	type(key: string, text: string): void {
		this.#draft.texts[key] = text;
	}

	isEstimate(key: string): boolean {
		return this.#draft.estimates[key] ?? this.basis?.sources[key] === 'estimate';
	}

	setEstimate(key: string, isEstimate: boolean): void {
		this.#draft.estimates[key] = isEstimate;
	}

	/**
	 * A reason given here. A rule that the basis broke and explained keeps its explanation, and a basis that nobody has
	 * accepted yet what it said of its changes.
	 */
	reasonOf(about: string): string {
		const isKept = about.startsWith('rule:') || this.#world.accepted() !== null;
		const before = isKept ? this.basis?.reasons.find((reason) => reason.about === about) : undefined;
		return this.#draft.reasons[about] ?? before?.reason ?? '';
	}

	setReason(about: string, reason: string): void {
		this.#draft.reasons[about] = reason;
	}

	/** What blocks the report at a figure: breaks it stands left in, and while it is typed in those it is part of. */
	breaksAt(key: string, isBeingTyped: boolean): Break[] {
		return this.breaks.filter((of) => {
			if (of.left.key === key) return true;
			return isBeingTyped && of.kind === 'relation' && of.right.some((part) => part.key === key);
		});
	}

	/** What must be explained at a figure; a rule that only warns is not asked about while another is broken there. */
	neededAt(key: string): NeededReason[] {
		const isBlocked = this.breaks.some(({ left }) => left.key === key);
		return this.needed.filter((of) => keyOf(of) === key && !(isBlocked && of.kind === 'rule'));
	}

	/** How many figures of these are filled in. */
	filled(keys: readonly string[]): number {
		return keys.filter((key) => this.figures[key] !== undefined).length;
	}

	/** Whether it may go out as it stands. */
	get isComplete(): boolean {
		return this.hasFigures && this.open.length === 0;
	}

	/** The report as it goes into the outbox. */
	toPayload(eventId: string, areaCode: string): Payload {
		const figures: NonNullable<Payload['figures']> = {};
		const sources: NonNullable<Payload['sources']> = {};
		for (const { key } of this.catalogue.inUse) {
			const figure = this.figures[key];
			if (figure === undefined) continue;
			figures[key as IndicatorKey] = figure;
			const source = this.#sourceOf(key);
			if (source) sources[key as IndicatorKey] = source;
		}
		const reasons = this.#reasonsFor(this.needed);
		const { isVerified } = this;
		const basisId = this.mends ?? this.basis?.id ?? null;
		return { eventId, areaCode, isVerified, isZero: false, figures, sources, reasons, note: this.note.trim(), basisId };
	}

	/** 零报告: nothing changed since the basis. */
	toZeroPayload(eventId: string, areaCode: string): Payload {
		const figures = this.basis?.figures ?? {};
		const before = this.#world.accepted() ?? figures;
		const reasons = this.#reasonsFor(neededReasons(figures, before, this.#world.policy(), this.catalogue));
		const isVerified = this.#world.mustVerify();
		return { eventId, areaCode, isVerified, isZero: true, reasons, note: '', basisId: this.basis?.id ?? null };
	}

	/** Goes on with a draft that was kept. */
	goOn(draft: ReportDraft): void {
		this.#draft = draft;
	}

	/** Takes up a report that was refused or sent back, to be mended. */
	takeUp(before: FiledBefore, mended: Partial<Pick<ReportDraft, 'replaces' | 'mends'>>): void {
		this.#draft = draftFrom(before, this.basis, mended, this.catalogue);
	}

	/** Begins anew from the basis, as after it was filed. */
	clear(): void {
		this.#draft = emptyDraft();
	}

	/** What changes are weighed against. */
	get #weighed(): Figures | null {
		return this.#world.accepted() ?? this.basis?.figures ?? null;
	}

	/** Whether a part of a total could not be read, so that the others do not come to it. */
	#hasUnreadParts(total: string): boolean {
		const equal = this.catalogue.rules.filter(({ left, relation }) => left === total && relation === 'equals');
		return equal.some(({ right }) => right.some((key) => this.invalid.has(key)));
	}

	#sourceOf(key: string): 'estimate' | 'phone' | null {
		if (this.isEstimate(key)) return 'estimate';
		const isAsBefore = !this.changes.has(key) && this.basis?.sources[key] === 'phone';
		return isAsBefore || this.#world.isByPhone() ? 'phone' : null;
	}

	#reasonsFor(needed: readonly NeededReason[]): ReportReason[] {
		const reasons = needed.map(({ about }) => ({ about, reason: this.reasonOf(about).trim() }));
		return reasons.filter(({ reason }) => reason !== '');
	}
}

/** The figure beside which something must be explained. */
export function keyOf(needed: NeededReason): string {
	return needed.kind === 'rule' ? needed.break.left.key : needed.change.key;
}

/** The figures that a break is about. */
function keysOf(of: Break): string[] {
	return of.kind === 'relation' ? [of.left.key, ...of.right.map(({ key }) => key)] : [of.left.key];
}
