import type { Destination } from '../stays/commands.ts';
import { maskPhone } from '../shelters/contact.ts';
import { maskName, type MaskedPerson } from './mask-person.ts';
import type { PersonSecret } from './person.ts';

/** A stay of a person as their page shows it. */
export interface StayLine {
	id: string;
	/** Null where the place lies outside what the account sees. */
	place: { pointId: string; name: string } | null;
	state: 'in' | 'sent' | 'out';
	from: string;
	to: string | null;
	destination: Destination | null;
	/** Where a transfer goes; null where there is none, or it lies outside. */
	toPlaceName: string | null;
}

/** A person with what belongs to them, masked. */
export interface PersonPage {
	person: MaskedPerson;
	version: number;
	nextOfKin: { name: string; phone: string; relation: string } | null;
	/** Whether there are words on medicine, diet and the like; they are shown with the person in full. */
	hasNeedNote: boolean;
	hasPhoto: boolean;
	household: MaskedPerson[];
	householdVersion: number;
	/** Where the person is now, if that lies in the account's area. */
	stay: { pointId: string; since: string } | null;
	/** Where the person has been, newest first. */
	stays: StayLine[];
}

/** The next of kin masked. */
export function maskNextOfKin(kin: PersonSecret['nextOfKin']): PersonPage['nextOfKin'] {
	return kin && { name: maskName(kin.name), phone: maskPhone(kin.phone), relation: kin.relation };
}
