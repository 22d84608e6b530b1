import { setTimeout as after } from 'node:timers/promises';
import type { Result } from '#domain/shared/result.ts';
import { readExport } from '#server/importers/indicators/read-export.ts';
import { readCap } from '#server/importers/cap/read-cap.ts';
import { HOSTILE, type TakenBy } from './hostile-files.ts';

/*
 * A process of its own, so that its memory is what reading one file needs: `take-hostile.ts NAME`. Prints seconds to the
 * answer, the megabytes that were needed beyond those of a server at rest, and the answer.
 */

const KNOWN = { rememberedAreas: new Map<string, string>(), rememberedKinds: new Map() };

function take(bytes: Buffer, by: TakenBy): Promise<Result<unknown>> | Result<unknown> {
	return by === 'export' ? readExport(bytes, KNOWN) : readCap(bytes);
}

const name = process.argv[2] ?? '';
const [by, make] = HOSTILE[name] ?? [];
if (!by || !make) throw new Error(`no such file: ${name}`);
const bytes = await make();
// As a server that has read a file before: its code is loaded.
await take(Buffer.from('a,b\n1,2\n'), by);
globalThis.gc?.();
await after(300);
const before = process.memoryUsage.rss();
let most = before;
const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
const begun = performance.now();
const result = await take(bytes, by);
const seconds = (performance.now() - begun) / 1_000;
clearInterval(watching);
most = Math.max(most, process.memoryUsage.rss());
const answer = result.ok ? 'read' : result.problem.code;
process.stdout.write(JSON.stringify({ seconds, megabytes: (most - before) / 1024 / 1024, answer }));
