import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { PERMISSIONS } from '#domain/access/can.ts';
import { ROLES, type Role } from '#domain/access/roles.ts';
import { PROBLEMS } from '#domain/shared/problems.ts';
import { appRouter } from '#server/trpc/router.ts';
import type { ProcedureMeta } from '#server/trpc/trpc.ts';
import { COUNTY, readAnswer, runServer, type Answer, type Browser, type RunningServer } from '../running-server.ts';
import { HERE, THERE, World } from '../matrix/world.ts';
import { hostileInputs, type Known } from './hostile.ts';

/** Inputs tried on each procedure; more with ANLAN_FUZZ_RUNS, and then each time others. */
const RUNS = Number(process.env['ANLAN_FUZZ_RUNS'] ?? 24);
const SEED = process.env['ANLAN_FUZZ_RUNS'] ? Date.now() : 20260112;

interface Procedure {
	_def: { type: 'query' | 'mutation'; meta?: ProcedureMeta; inputs: z.ZodType[] };
}
const PROCEDURES = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

let server: RunningServer;
let known: Known;
const browsers: Browser[] = [];

beforeAll(async () => {
	server = await runServer({ settings: { ANLAN_TRUST_PROXY: '1' } });
	const world = new World(server);
	const made = await Promise.all(
		[HERE, THERE].map(async (place) => [
			(await world.event(place)).id,
			(await world.shelter(place)).id,
			(await world.disputedPoint(place)).id,
			(await world.closedPoint(place)).id,
			await world.person(place),
			(await world.stay(place)).personId,
			await world.conflict(place),
			(await world.relocation(place)).relocationId,
			(await world.account(place)).id
		])
	);
	known = {
		ids: made.flat(),
		codes: [COUNTY, '43', HERE.township, HERE.village, THERE.village, '430426999', '430426104999', '999999']
	};
	for (const role of ROLES)
		for (const area of [COUNTY, HERE.township, THERE.village]) browsers.push(await server.signIn(role, area));
});
afterAll(() => server.stop());

/** Somebody who may, so that the input is looked at; who signs out does so from a session of her own. */
async function someoneFor(path: string, access: ProcedureMeta['access'], pick: number): Promise<Browser> {
	const roles: readonly Role[] = access === 'open' || access === 'signedIn' ? ROLES : PERMISSIONS[access];
	const able = browsers.filter(({ actor }) => roles.includes(actor.role));
	const { actor } = able[pick % able.length]!;
	return path.startsWith('session.sign') ? server.signIn(actor.role, actor.areaCode) : able[pick % able.length]!;
}

let address = 0;
async function send(kind: 'query' | 'mutation', path: string, input: unknown, cookie: string): Promise<Answer> {
	const body = JSON.stringify(input) ?? '';
	const headers = {
		'content-type': 'application/json',
		'x-anlan-device': known.ids[0]!,
		'x-forwarded-for': `10.0.${(++address >> 8) & 255}.${address & 255}`,
		cookie
	};
	if (kind === 'mutation')
		return readAnswer(await fetch(`${server.url}/trpc/${path}`, { method: 'POST', headers, body }));
	return readAnswer(await fetch(`${server.url}/trpc/${path}?input=${encodeURIComponent(body)}`, { headers }));
}

/** What is wrong with an answer: anything but data, or a problem of the catalogue with its own status. */
function fault({ status, problem, data, text }: Answer): string | null {
	if (problem && problem.code !== 'internal' && PROBLEMS[problem.code].status === status) return null;
	if (status === 200 && data !== undefined && !problem) return null;
	// Node itself refuses an address beyond 16 KiB, before anything of ours sees it.
	if (status === 431) return null;
	return `${status} ${text.slice(0, 300)}`;
}

describe.each(PROCEDURES)('%s', (path, { _def }) => {
	test('answers whatever it is given with data or a problem of the catalogue', { timeout: 120_000 }, async () => {
		const cases = fc.sample(fc.tuple(hostileInputs(_def.inputs[0], known), fc.nat()), { numRuns: RUNS, seed: SEED });
		const faults: string[] = [];
		for (const [input, pick] of cases) {
			const { cookie } = await someoneFor(path, _def.meta?.access ?? 'open', pick);
			const answer = await send(_def.type, path, input, cookie);
			const wrong = fault(answer);
			if (wrong) faults.push(`${JSON.stringify(input)?.slice(0, 400)} → ${wrong}`);
		}
		expect(faults).toEqual([]);
		expect(server.errors.splice(0)).toEqual([]);
	});
});

test('the server is alive and whole afterwards', async () => {
	expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
	expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
	expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
	const totals = await server.app.db.pool.query<{ wrong: number }>(
		`SELECT count(*) AS wrong FROM township_total t LEFT JOIN LATERAL (
			SELECT COALESCE(sum(p.people) FILTER (WHERE p.kind = 'shelter'), 0) AS sheltered,
				COALESCE(sum(p.people) FILTER (WHERE p.kind = 'dispersed'), 0) AS dispersed
			FROM count_point p WHERE p.event_id = t.event_id AND p.township_code = t.township_code AND p.closed_at IS NULL
		) AS s ON true WHERE (t.sheltered, t.dispersed) IS DISTINCT FROM (s.sheltered, s.dispersed)`
	);
	expect(totals.rows[0]!.wrong).toBe(0);
});
