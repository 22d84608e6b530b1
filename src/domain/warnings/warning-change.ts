import type { Subject } from '../access/can.ts';

/** That a message came or was issued, as the desks are told; what it says is asked for when it is looked at. */
export interface WarningChange {
	id: string;
	/** Townships it is for, or the county; empty where its places are not known here. */
	areaCodes: string[];
}

/** A warning concerns its areas, those above them and those below; the whole county where its places are not known. */
export function warningSubject({ areaCodes }: Pick<WarningChange, 'areaCodes'>, countyCode: string): Subject {
	return { areas: areaCodes.length > 0 ? areaCodes : [countyCode], reach: 'overlap' };
}
