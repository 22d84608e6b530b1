import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Figure } from './figure.ts';
import { catchUp } from './figures/catch-up.ts';
import { countyBuild } from './figures/county-build.ts';
import { countGrouped } from './figures/count-grouped.ts';
import { countSubmit } from './figures/count-submit.ts';
import { documents } from './figures/documents.ts';
import { droppingDesks } from './figures/dropping-desks.ts';
import { firstLoad } from './figures/first-load.ts';
import { hostileFiles } from './figures/hostile-files.ts';
import { indicatorImport } from './figures/indicator-import.ts';
import { mapBusy } from './figures/map-busy.ts';
import { fanOutBusy, fanOutFlood, fanOutLatency } from './figures/fan-out.ts';
import { offlineCheckIn } from './figures/offline-check-in.ts';
import { outboxDrain } from './figures/outbox-drain.ts';
import { outboxPoorLine } from './figures/outbox-poor-line.ts';
import { peopleImport } from './figures/people-import.ts';
import { peopleSearch } from './figures/people-search.ts';
import { reportRollUp } from './figures/report-roll-up.ts';
import { totals } from './figures/totals.ts';

/** Every figure, by the id it is asked for with. */
const FIGURES: Record<string, () => Promise<Figure[]>> = {
	'county-build': countyBuild,
	'count-submit': countSubmit,
	'count-grouped': countGrouped,
	'fan-out-latency': fanOutLatency,
	'fan-out-busy': fanOutBusy,
	'fan-out-flood': fanOutFlood,
	'dropping-desks': droppingDesks,
	'catch-up': catchUp,
	totals,
	'people-search': peopleSearch,
	'offline-check-in': offlineCheckIn,
	'people-import': peopleImport,
	'outbox-drain': outboxDrain,
	'outbox-poor-line': outboxPoorLine,
	'first-load': firstLoad,
	'map-busy': mapBusy,
	'report-roll-up': reportRollUp,
	documents,
	'indicator-import': indicatorImport,
	'hostile-files': hostileFiles
};

const arguments_ = process.argv.slice(2);
const jsonAt = arguments_.indexOf('--json');
const jsonFile = jsonAt >= 0 ? arguments_[jsonAt + 1] : undefined;
if (jsonAt >= 0) arguments_.splice(jsonAt, 2);
const wanted = arguments_.length > 0 ? arguments_ : Object.keys(FIGURES);
const unknown = wanted.filter((id) => !(id in FIGURES));
if (unknown.length > 0 || (jsonAt >= 0 && !jsonFile)) {
	console.error(`usage: npm run bench -- [--json FILE] [ID…]\nids: ${Object.keys(FIGURES).join(' ')}`);
	process.exit(2);
}

const require = createRequire(import.meta.url);
const version = (name: string) => (require(`${name}/package.json`) as { version: string }).version;
const versions = ['pg', 'ws', 'socket.io', '@prisma/client', '@trpc/server'].map((name) => `${name} ${version(name)}`);
console.log(`Node ${process.version}, ${versions.join(', ')}\n`);

const figures: Figure[] = [];
for (const id of wanted) {
	for (const measured of await FIGURES[id]!()) {
		figures.push(measured);
		console.log(lineOf(measured));
	}
}
if (jsonFile) await writeFile(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
process.exit(figures.every((each) => each.holds) ? 0 : 1);

function lineOf({ id, value, unit, baseline, ratio, reach, holds, note }: Figure): string {
	const number = (of: number | null) => (of === null ? '–' : of >= 100 ? of.toFixed(0) : of.toPrecision(3));
	const cells = [
		id.padEnd(16),
		`${number(value)} ${unit}`.padStart(12),
		`baseline ${number(baseline)}`.padStart(16),
		`ratio ${number(ratio)}`.padStart(12),
		reach.padStart(10),
		holds ? 'holds' : 'MISSED'
	];
	return `${cells.join('  ')}${note ? `\n    ${note}` : ''}`;
}
