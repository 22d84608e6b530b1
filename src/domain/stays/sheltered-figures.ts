import { z } from 'zod';
import type { ObservationKind } from '../counts/take-observation.ts';
import { Id } from '../shared/fields.ts';

/*
 * 集中安置 and 转移安置, now and cumulative, for the damage reports. A place that keeps names (`keepsNamesAt`) gives its
 * figures from the people who stay there, every other from its head-counts.
 */

/** What people are told apart by, beside their number. */
export const FIGURE_GROUPS = [
	'children',
	'adults',
	'elderly',
	'infants',
	'pregnant',
	'disabled',
	'chronicIllness'
] as const;
export type FigureGroup = (typeof FIGURE_GROUPS)[number];

/** Down to what the figures are told: townships, villages, kinds of shelter, or the places where people are. */
export const FIGURE_LEVELS = ['township', 'village', 'kind', 'place'] as const;
export type FigureLevel = (typeof FIGURE_LEVELS)[number];

/** Whose figures, and by what. */
export const FiguresInput = z.object({ eventId: Id, by: z.enum(FIGURE_LEVELS).default('township') });

/** A figure by its sources; it is their sum. */
export interface Sourced {
	/** People by name, each counted once however many places they were at. */
	names: number;
	/** Heads counted where no names are kept, and those who had left a place before it kept names. */
	heads: number;
}

/** Where a figure comes from. */
export type FigureSource = 'names' | 'heads' | 'both';

/** One kind of figure of an area or place. */
export interface ShelteredFigures {
	/** In places that are open. */
	now: Sourced;
	/** Everybody who ever was. Never falls, but by somebody's word that what was said before was wrong. */
	cumulative: Sourced;
	/** Of those there now. */
	groups: Record<FigureGroup, Sourced>;
	/** Of all who ever were, as far as they are known by name; heads are not counted by group over time. */
	groupsEver: Record<FigureGroup, number>;
	/** Heads there now whose place did not count by age. */
	untold: number;
}

/** As of when figures are, by source; null where there is none. */
export interface FiguresTime {
	/** When somebody's stay was last told of. */
	names: string | null;
	/** The oldest and the newest head-count that stands. */
	headsFrom: string | null;
	headsTo: string | null;
}

/**
 * The figures of the event within an area (`key` is the event's id), of a township or village (its code), of a kind of
 * shelter (`dispersed` beside them), or of a place.
 */
export interface FiguresRow {
	level: 'event' | FigureLevel;
	key: string;
	/** Places by source, and those that have not reported. */
	places: { names: number; heads: number; unreported: number };
	asOf: FiguresTime;
	/** 集中安置: in shelters. */
	sheltered: ShelteredFigures;
	/** 转移安置: in shelters or dispersed. */
	relocated: ShelteredFigures;
}

/** The figures of an event: the whole first, then its parts in the order of their keys. */
export interface EventFigures {
	total: FiguresRow;
	rows: FiguresRow[];
}

/** The number of a figure. */
export function totalOf({ names, heads }: Sourced): number {
	return names + heads;
}

/** Where a figure comes from, by the places behind it. */
export function sourceOf({ places }: Pick<FiguresRow, 'places'>): FigureSource {
	if (places.heads === 0) return 'names';
	return places.names === 0 ? 'heads' : 'both';
}

/** From when to when all that is behind a figure was said; null where nothing was. */
export function spanOf({ names, headsFrom, headsTo }: FiguresTime): { from: string; to: string } | null {
	const said = [names, headsFrom, headsTo].filter((at) => at !== null).sort();
	const [from] = said;
	const to = said.at(-1);
	return from && to ? { from, to } : null;
}

/**
 * 分散安置 now: with relatives or in rent. Nobody is in two places at a time, so it is what is left beside the shelters.
 * Over time people move from the one to the other: the cumulative figure is told by the places alone (`kind`).
 */
export function dispersedNow({ relocated, sheltered }: Pick<FiguresRow, 'relocated' | 'sheltered'>): Sourced {
	return { names: relocated.now.names - sheltered.now.names, heads: relocated.now.heads - sheltered.now.heads };
}

/** A head-count as far as the highest of a place depends on it. */
export interface CountedHeads {
	id: string;
	kind: ObservationKind;
	people: number;
	observedAt: string;
	receivedAt: string;
}

const isBefore = (a: CountedHeads, b: CountedHeads) =>
	a.observedAt === b.observedAt ? a.id < b.id : a.observedAt < b.observedAt;

/**
 * The most people who were counted at a place, which is what it had at least. A correction or settlement takes back what
 * stood before it, and what was counted shortly before that (the sides of a dispute, policy): that was wrong.
 *
 * @param until head-counts that came in later do not count: the place keeps names since
 */
export function mostCounted(counts: readonly CountedHeads[], windowMinutes: number, until: string | null): number {
	const takenBack = new Set<string>();
	for (const word of counts.filter(({ kind }) => kind !== 'count')) {
		const before = counts.filter((other) => isBefore(other, word));
		const standing = Math.max(...before.map(({ observedAt }) => Date.parse(observedAt)));
		const from = standing - windowMinutes * 60_000;
		for (const { id, observedAt } of before) if (Date.parse(observedAt) >= from) takenBack.add(id);
	}
	const standing = counts.filter(({ id, receivedAt }) => !takenBack.has(id) && (until === null || receivedAt <= until));
	return Math.max(0, ...standing.map(({ people }) => people));
}

/**
 * Everybody who ever was at a place that keeps names, beyond those it knows by name: who was counted and had left
 * before names were kept.
 *
 * @param most the highest head-count up to then
 * @param namedThen how many had been there by name then
 */
export function unnamedBefore(most: number, namedThen: number): number {
	return Math.max(0, most - namedThen);
}
