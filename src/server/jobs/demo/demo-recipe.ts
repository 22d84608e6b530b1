import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EventKind, EventPhase, ResponseLevel } from '#domain/events/event.ts';
import { NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import { FigureText } from '#domain/reports/report.ts';
import { ShelterCondition, ShelterKind, ShelterService } from '#domain/shelters/shelter.ts';
import { projectRoot } from '../../config.ts';
import { DAMAGE_TOTALS } from './plan-damage.ts';

const Text = z.string().min(1);
const HoursAgo = z.number().min(0);

/**
 * A shelter of the demonstration. `{county}`, `{town}` and `{village}` in its name are filled in; township and village
 * are those of 祁东县, another county's take their place in order.
 */
const ShelterRecipe = z.strictObject({
	name: Text,
	kind: ShelterKind,
	township: Text,
	village: Text,
	capacity: z.int().min(1),
	services: z.array(ShelterService),
	/** People in it when the demonstration is loaded; left out for a shelter that is not open. */
	people: z.int().min(0).optional(),
	openedHoursAgo: HoursAgo.optional(),
	lastWordMinutesAgo: HoursAgo.optional(),
	condition: ShelterCondition.default('green'),
	conditionReason: z.string().default(''),
	/** The township's own count: so many minutes before the last word, so many people. */
	dispute: z.tuple([z.number(), z.int()]).optional(),
	/** Two counts that differed, and were settled for the second: hours ago, the one, the other, why. */
	settled: z.tuple([HoursAgo, z.int(), z.int(), Text]).optional(),
	/** A correction: hours ago, people, why. */
	correction: z.tuple([HoursAgo, z.int(), Text]).optional(),
	/** Whether the past event used it. */
	past: z.boolean().default(false)
});
export type ShelterRecipe = z.infer<typeof ShelterRecipe>;

const StepRecipe = z.strictObject({
	hoursAgo: HoursAgo,
	phase: EventPhase.exclude(['closed']).optional(),
	level: ResponseLevel.optional(),
	reason: Text,
	evidence: Text
});
export type StepRecipe = z.infer<typeof StepRecipe>;

const EventRecipe = z.strictObject({
	name: Text,
	kind: EventKind,
	description: Text,
	startedHoursAgo: HoursAgo,
	opened: StepRecipe.required({ phase: true, level: true }),
	steps: z.array(StepRecipe)
});
export type EventRecipe = z.infer<typeof EventRecipe>;

const EventRecipes = z.strictObject({
	main: EventRecipe.extend({ relocatedByWeight: z.record(z.string(), z.number().min(0)) }),
	past: EventRecipe.extend({ townships: z.array(Text), closed: StepRecipe })
});
export type EventRecipes = z.infer<typeof EventRecipes>;

const Generations = z.strictObject({ old: z.array(Text), middle: z.array(Text), young: z.array(Text) });

/** Names to invent people from: those of accounts and contacts, and those of the people in the register. */
const People = z.strictObject({
	surnames: z.array(Text),
	givenNames: z.array(Text),
	/** The most common first. */
	familyNames: z.array(Text),
	given: z.strictObject({ male: Generations, female: Generations }),
	/** Given names that fonts, keyboards and databases stumble over. */
	rareNames: z.array(Text)
});
export type NameLists = z.infer<typeof People>;

const Words = z.array(Text).min(1);

const ReportsRecipe = z.strictObject({
	/** What the villages' last reports come to, in the catalogue's units. */
	totals: z.record(z.enum(DAMAGE_TOTALS), z.number().min(0)),
	/** Signed lines of the county beside the villages' reports. */
	countyLines: z.array(z.strictObject({ reason: Text, amounts: z.partialRecord(z.enum(NATIONAL_KEYS), FigureText) })),
	/** Why a figure grew, by what it is of. */
	reasons: z.strictObject({ relocation: Words, housing: Words, losses: Words, others: Words }),
	/** Why the sum of a township or the county grew. */
	sums: Words,
	notes: Words,
	returned: Words,
	/** `{count}`, `{to}` and `{places}` are filled in. */
	transfer: Text,
	missingWord: Text,
	withoutVillages: Text,
	reversed: z.strictObject({ add: Text, back: Text })
});
export type ReportsRecipe = z.infer<typeof ReportsRecipe>;

/** What the demonstration is made from; all figures of the reference case are in it, row by row. */
export interface DemoRecipe {
	shelters: ShelterRecipe[];
	events: EventRecipes;
	people: NameLists;
	reports: ReportsRecipe;
}

function readJson(name: string): unknown {
	return JSON.parse(readFileSync(join(projectRoot, 'prisma', 'demo', `${name}.json`), 'utf8'));
}

/** Reads the recipe from `prisma/demo`. */
export function readDemoRecipe(): DemoRecipe {
	return {
		shelters: z.array(ShelterRecipe).parse(readJson('shelters')),
		events: EventRecipes.parse(readJson('events')),
		people: People.parse(readJson('people')),
		reports: ReportsRecipe.parse(readJson('reports'))
	};
}
