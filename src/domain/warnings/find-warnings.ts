import type { Warning, WarningInfo, WarningReference } from './warning.ts';
import { warningKey } from './warning.ts';
import type { WarningState } from './warning-state.ts';

/** How a warning came: taken in by hand, from the watched folder, or issued by the county itself. */
export type WarningOrigin = 'upload' | 'folder' | 'own';

/** A warning as the county keeps it. */
export interface KeptWarning {
	id: string;
	warning: Warning;
	/** Townships it is for, or the county; empty where its places are not known here. */
	areaCodes: string[];
	fileName: string;
	cameBy: WarningOrigin;
	receivedAt: string;
	/** Who took it in, or issued it. */
	accountName: string;
}

/** What a list shows of an info block. */
export type WarningHead = Pick<
	WarningInfo,
	'language' | 'event' | 'severity' | 'urgency' | 'effective' | 'expires' | 'senderName' | 'headline'
> & { places: string[] };

/** A warning in the list. */
export interface WarningLine
	extends
		Pick<KeptWarning, 'id' | 'areaCodes' | 'cameBy' | 'receivedAt'>,
		Pick<Warning, 'identifier' | 'sender' | 'sent' | 'status' | 'messageType'> {
	state: WarningState;
	infos: WarningHead[];
}

/** A warning with all it says, and the messages it is tied to, oldest first. */
export interface WarningView extends KeptWarning {
	state: WarningState;
	chain: WarningLine[];
	/** Messages it refers to that never came here. */
	missing: WarningReference[];
}

/** The line of a warning, as it stands. */
export function warningLine(kept: KeptWarning, state: WarningState): WarningLine {
	const { id, areaCodes, cameBy, receivedAt } = kept;
	const { identifier, sender, sent, status, messageType, infos } = kept.warning;
	const heads = infos.map(
		({ language, event, severity, urgency, effective, expires, senderName, headline, areas }) => ({
			...{ language, event, severity, urgency, effective, expires, senderName, headline },
			places: areas.map(({ description }) => description)
		})
	);
	return { id, areaCodes, cameBy, receivedAt, identifier, sender, sent, status, messageType, state, infos: heads };
}

/** The messages tied to one by references, both ways and on, the one itself among them, oldest first. */
export function chainOf(all: readonly KeptWarning[], of: KeptWarning): KeptWarning[] {
	const byKey = new Map(all.map((kept) => [warningKey(kept.warning), kept]));
	const tied = new Set([warningKey(of.warning)]);
	for (let size = 0; size < tied.size;) {
		size = tied.size;
		for (const { warning } of all) {
			const key = warningKey(warning);
			const named = warning.references.map(warningKey);
			if (tied.has(key)) for (const one of named) tied.add(one);
			else if (named.some((one) => tied.has(one))) tied.add(key);
		}
	}
	return [...tied]
		.flatMap((key) => byKey.get(key) ?? [])
		.sort((a, b) => Date.parse(a.warning.sent) - Date.parse(b.warning.sent));
}
