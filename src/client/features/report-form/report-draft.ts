import type { Figures } from '#domain/reports/check-figures.ts';
import type { Catalogue } from '#domain/reports/catalogue.ts';
import type { FigureSource, ReportReason } from '#domain/reports/report.ts';
import { newId } from '#client/live/new-id.ts';
import { parseFigure } from './parse-figure.ts';

type Sources = Partial<Record<string, FigureSource>>;

/** The report that a new one goes on from: the last that stands with the county, or a later one that waits here. */
export interface Basis {
	id: string;
	figures: Figures;
	sources: Sources;
	reasons: readonly ReportReason[];
	/** When the figures were so. */
	at: string;
	/** Made here, and the county has not answered yet. */
	isWaiting: boolean;
}

/** What is being filled in: what differs from the basis, and what is said about it. Kept on the device as it is. */
export interface ReportDraft {
	/** The id that the report will have, so that a draft that was filed is known by it. */
	operationId: string;
	/** Figures as typed, by key; '' where one was cleared. What was not touched is as in the basis. */
	texts: Partial<Record<string, string>>;
	/** Whether a figure is an estimate, where that was said. */
	estimates: Partial<Record<string, boolean>>;
	/** Why what must be explained is right, by what it is about. */
	reasons: Partial<Record<string, string>>;
	note: string;
	isVerified: boolean;
	/** The refused operation that it mends. */
	replaces: string | null;
	/** The report that was sent back and that it mends. */
	mends: string | null;
}

export function emptyDraft(): ReportDraft {
	return {
		operationId: newId(),
		texts: {},
		estimates: {},
		reasons: {},
		note: '',
		isVerified: false,
		replaces: null,
		mends: null
	};
}

/**
 * The figures as they stand: the basis with what was typed over it, of what is asked for. What is no number counts as
 * blank.
 */
export function figuresOf({ texts }: Pick<ReportDraft, 'texts'>, basis: Basis | null, { inUse }: Catalogue): Figures {
	return Object.fromEntries(
		inUse.flatMap(({ key }) => {
			const text = texts[key];
			const figure = text === undefined ? (basis?.figures[key] ?? null) : parseFigure(text);
			return figure === null || figure === undefined ? [] : [[key, figure]];
		})
	);
}

/** Keys of what was typed and is no number. */
export function invalidKeys({ texts }: Pick<ReportDraft, 'texts'>, { inUse }: Catalogue): string[] {
	return inUse.flatMap(({ key }) => (parseFigure(texts[key] ?? '') === undefined ? [key] : []));
}

/** A report as it was filed, to be mended. */
export interface FiledBefore {
	figures: Figures;
	sources: Sources;
	reasons: readonly ReportReason[];
	note: string;
	isVerified: boolean;
}

/** A draft that says what a report said, over the basis of now. */
export function draftFrom(
	before: FiledBefore,
	basis: Basis | null,
	mended: Partial<Pick<ReportDraft, 'replaces' | 'mends'>>,
	{ inUse }: Catalogue
): ReportDraft {
	const keys = inUse.map(({ key }) => key);
	const differing = keys.filter((key) => before.figures[key] !== basis?.figures[key]);
	const isEstimate = (sources: Sources | undefined, key: string) => sources?.[key] === 'estimate';
	const doubted = keys.filter((key) => isEstimate(before.sources, key) !== isEstimate(basis?.sources, key));
	return {
		...emptyDraft(),
		texts: Object.fromEntries(differing.map((key) => [key, before.figures[key] ?? ''])),
		estimates: Object.fromEntries(doubted.map((key) => [key, isEstimate(before.sources, key)])),
		reasons: Object.fromEntries(before.reasons.map(({ about, reason }) => [about, reason])),
		note: before.note,
		isVerified: before.isVerified,
		...mended
	};
}
