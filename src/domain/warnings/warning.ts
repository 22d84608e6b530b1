import type { EventKind } from '../events/event.ts';

/** Values of CAP 1.2 (OASIS, also ITU-T X.1303) as the standard spells them. */
export const CAP_STATUS = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const;
export const CAP_MESSAGE_TYPE = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const;
export const CAP_SCOPE = ['Public', 'Restricted', 'Private'] as const;
export const CAP_CATEGORY = [
	'Geo',
	'Met',
	'Safety',
	'Security',
	'Rescue',
	'Fire',
	'Health',
	'Env',
	'Transport',
	'Infra',
	'CBRNE',
	'Other'
] as const;
export const CAP_RESPONSE = [
	'Shelter',
	'Evacuate',
	'Prepare',
	'Execute',
	'Avoid',
	'Monitor',
	'Assess',
	'AllClear',
	'None'
] as const;
export const CAP_URGENCY = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
export const CAP_SEVERITY = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
export const CAP_CERTAINTY = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;

/** A place as CAP writes it down: degrees of WGS84, longitude first as in GeoJSON. */
export type CapPoint = [lng: number, lat: number];

/** An area that a warning is for. */
export interface WarningArea {
	description: string;
	/** Closed rings. */
	polygons: CapPoint[][];
	circles: { centre: CapPoint; radiusKm: number }[];
	geocodes: { name: string; value: string }[];
	/** Metres above the sea; null where not given. */
	altitudeM: number | null;
	ceilingM: number | null;
}

/** What a warning says in one language. */
export interface WarningInfo {
	/** RFC 3066 code; `en-US` where the file gives none, as the standard has it. */
	language: string;
	categories: (typeof CAP_CATEGORY)[number][];
	event: string;
	responses: (typeof CAP_RESPONSE)[number][];
	urgency: (typeof CAP_URGENCY)[number];
	severity: (typeof CAP_SEVERITY)[number];
	certainty: (typeof CAP_CERTAINTY)[number];
	/** UTC; null where not given. */
	effective: string | null;
	onset: string | null;
	expires: string | null;
	senderName: string;
	headline: string;
	description: string;
	instruction: string;
	web: string;
	contact: string;
	eventCodes: { name: string; value: string }[];
	parameters: { name: string; value: string }[];
	areas: WarningArea[];
}

/** An earlier message that one refers to. */
export interface WarningReference {
	sender: string;
	identifier: string;
	/** UTC. */
	sent: string;
}

/** A CAP 1.2 message. */
export interface Warning {
	identifier: string;
	sender: string;
	/** UTC. */
	sent: string;
	status: (typeof CAP_STATUS)[number];
	messageType: (typeof CAP_MESSAGE_TYPE)[number];
	scope: (typeof CAP_SCOPE)[number];
	note: string;
	references: WarningReference[];
	infos: WarningInfo[];
}

/** What tells a message from all others (the standard's three together). */
export function warningKey({ sender, identifier, sent }: WarningReference): string {
	return `${sender},${identifier},${sent}`;
}

/** Kinds of disaster by words in the event of a warning, the narrowest first. */
const KIND_WORDS: readonly (readonly [RegExp, EventKind])[] = [
	[/山洪|flash flood/i, 'flashFlood'],
	[/内涝|waterlogging|urban flood/i, 'urbanFlood'],
	[/江河|洪水|river flood/i, 'riverFlood'],
	[/暴雨|rain|flood|洪涝/i, 'flood'],
	[/台风|typhoon|tropical cyclone|hurricane/i, 'typhoon'],
	[/雷雨大风|雷暴大风|龙卷|强对流|thunderstorm|tornado/i, 'windHail'],
	[/冰雹|hail/i, 'hail'],
	[/雷电|lightning/i, 'lightning'],
	[/暴雪|雪|snow|blizzard/i, 'snow'],
	[/冰冻|道路结冰|寒潮|低温|霜冻|冻雨|积冰|覆冰|雨凇|cold wave|freez|frost|icing|\bice\b/i, 'freeze'],
	[/大风|gale|wind/i, 'gale'],
	[/干旱|旱|drought/i, 'drought'],
	[/泥石流|debris/i, 'debrisFlow'],
	[/滑坡|landslide/i, 'landslide'],
	[/崩塌|rockfall/i, 'rockfall'],
	[/地质|geological/i, 'geological'],
	[/地震|earthquake/i, 'earthquake'],
	[/火险|火灾|wildfire|forest fire/i, 'wildfire'],
	[/海浪|风暴潮|海啸|storm surge|tsunami/i, 'marine']
];

/** The kind of disaster that a warning's event names; null when it names none that is known. */
export function kindOfWarning(event: string): EventKind | null {
	return KIND_WORDS.find(([word]) => word.test(event))?.[1] ?? null;
}
