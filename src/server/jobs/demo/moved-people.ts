import type { ToldPoint } from './tell-shelter.ts';
import type { ToldPeople } from './told-people.ts';
import type { Moved } from './village-figures.ts';

/** Hours before the end of the demonstration. */
export type HoursAgo = number;

interface Word {
	ago: HoursAgo;
	people: number;
}

/** Of those who are dispersed so many are known before anybody counted: at the first report, and at the second. */
const KNOWN_FIRST = 0.012;
const KNOWN_SECOND = 0.2;

/** Hours by which a village knows of somebody who goes to a shelter before the shelter counts them. */
const AHEAD = 12;

/** Who had to leave their homes, village by village, as the counts and the names of the demonstration have it. */
export class MovedPeople {
	readonly #dispersed = new Map<string, Word[]>();
	readonly #shelters: { areaCode: string; opened: HoursAgo; words: Word[] }[] = [];
	readonly #shelteredFrom = new Map<string, number>();
	readonly #now: number;

	/** @param points of the event, open and closed */
	constructor(points: readonly ToldPoint[], { households, stays }: ToldPeople, now: string) {
		this.#now = Date.parse(now);
		const shelterIds = new Set<string>();
		for (const { history } of points) {
			const { id, kind, areaCode, openedAt } = history.state.point;
			const words = history.observations.map(({ receivedAt, people }) => ({ ago: this.#ago(receivedAt), people }));
			if (kind === 'dispersed') this.#dispersed.set(areaCode, words);
			else {
				shelterIds.add(id);
				// What the place says in the end may be what others settled.
				words.push({ ago: 0, people: history.state.point.people ?? 0 });
				this.#shelters.push({ areaCode, opened: this.#ago(openedAt), words });
			}
		}
		const homes = new Map(households.flatMap(({ homeCode, members }) => members.map(({ id }) => [id, homeCode])));
		for (const { personId, pointId, state } of stays) {
			const home = homes.get(personId);
			if (state !== 'in' || !shelterIds.has(pointId) || home === undefined) continue;
			this.#shelteredFrom.set(home, (this.#shelteredFrom.get(home) ?? 0) + 1);
		}
	}

	/** How long ago a place's dispersed were last counted. */
	lastCount(areaCode: string): HoursAgo {
		return this.#dispersed.get(areaCode)?.at(-1)?.ago ?? 0;
	}

	/** What the shelters' counts say. */
	shelters(ago: HoursAgo): { sheltered: number; open: number } {
		const sheltered = this.#shelters.reduce((sum, { words }) => sum + (said(words, ago) ?? 0), 0);
		return { sheltered, open: this.#shelters.filter(({ opened }) => opened >= ago).length };
	}

	/** Who is away from a village's homes in the end. */
	inTheEnd(areaCode: string): Moved {
		const dispersed = said(this.#dispersed.get(areaCode) ?? [], 0) ?? 0;
		const sheltered = this.#shelteredFrom.get(areaCode) ?? 0;
		const shelters = this.#openIn(areaCode, 0);
		return {
			...{ shelteredTotal: sheltered, shelteredNow: sheltered, dispersedTotal: dispersed, dispersedNow: dispersed },
			...{ sheltersTotal: shelters, sheltersNow: shelters }
		};
	}

	/**
	 * Who was away at a report.
	 *
	 * @param round the number of the report: 0 for the first
	 * @param ago when it was made
	 * @param sumAgo when the county sums the reports of that round up
	 * @param luck 0 up to, not including, 1; the village's own
	 */
	at(areaCode: string, round: number, ago: HoursAgo, sumAgo: HoursAgo, luck: number): Moved {
		const end = this.inTheEnd(areaCode);
		const known = Math.floor(end.dispersedTotal * (round === 0 ? KNOWN_FIRST : KNOWN_SECOND) + luck);
		const dispersed = (round > 0 && said(this.#dispersed.get(areaCode) ?? [], ago)) || known;
		const all = this.shelters(0).sheltered;
		const part = (hours: HoursAgo) => (all === 0 ? 1 : Math.min(this.shelters(hours).sheltered / all, 1));
		const sheltered = end.shelteredTotal;
		const shelteredTotal = round === 0 ? 0 : Math.ceil(sheltered * part(sumAgo - AHEAD));
		const shelters = this.#openIn(areaCode, sumAgo);
		return {
			...{ shelteredTotal, shelteredNow: Math.min(Math.round(sheltered * part(sumAgo)), shelteredTotal) },
			...{ dispersedTotal: dispersed, dispersedNow: dispersed },
			...{ sheltersTotal: shelters, sheltersNow: shelters }
		};
	}

	#openIn(areaCode: string, ago: HoursAgo): number {
		return this.#shelters.filter((shelter) => shelter.areaCode === areaCode && shelter.opened >= ago).length;
	}

	#ago(moment: string): HoursAgo {
		return (this.#now - Date.parse(moment)) / 3_600_000;
	}
}

/** The last word by then. */
function said(words: readonly Word[], ago: HoursAgo): number | null {
	return words.findLast((word) => word.ago >= ago)?.people ?? null;
}
