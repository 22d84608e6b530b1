import { progressOf, type HouseholdStanding, type RelocationProgress } from './progress.ts';
import type { ListHousehold } from './relocation.ts';
import type { RelocationState } from './relocation-state.ts';
import { stateOf, takeTick } from './take-tick.ts';

/** A tick made on this device that the county's list does not show yet. */
export interface TickHere {
	operationId: string;
	relocationId: string;
	state: RelocationState;
	reason: string;
	seenIds: readonly string[];
	deviceTime: string;
	accountId: string;
	accountName: string;
	/** The county has not answered yet. */
	isWaiting: boolean;
}

/** A household as the device shows it. */
export interface ShownHousehold extends ListHousehold {
	/** A tick of it waits to be sent. */
	isWaiting: boolean;
}

/** Households of a list with what was ticked on this device, by the rule that the county will apply. */
export function withDoneHere(households: readonly ListHousehold[], done: readonly TickHere[]): ShownHousehold[] {
	return households.map((household) => {
		const own = done.filter(({ relocationId }) => relocationId === household.id);
		const standing = own.reduce((words, { operationId, deviceTime, ...tick }) => {
			if (words.some(({ id }) => id === operationId)) return words;
			const word = { ...tick, id: operationId, observedAt: deviceTime };
			const views = [...words, word];
			return takeTick(words, word).map((standing) => views.find(({ id }) => id === standing.id)!);
		}, household.standing);
		return { ...household, standing, isWaiting: own.some(({ isWaiting }) => isWaiting) };
	});
}

/** What a household counts as. */
export function standingOf({ standing, members }: ListHousehold): HouseholdStanding {
	return {
		state: stateOf(standing),
		isDisputed: standing.length > 1,
		members: members.length,
		away: members.filter(({ place }) => place !== null).length
	};
}

/** How far the households of a list are. */
export function progressOfList(households: readonly ListHousehold[]): RelocationProgress {
	return progressOf(households.map(standingOf));
}
