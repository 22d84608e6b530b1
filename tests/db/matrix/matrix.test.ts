import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasVerb } from '#domain/access/can.ts';
import { ROLES, type Role } from '#domain/access/roles.ts';
import { appRouter } from '#server/trpc/router.ts';
import type { ProcedureMeta } from '#server/trpc/trpc.ts';
import { newId } from '#server/new-id.ts';
import { COUNTY, runServer, type Answer, type Browser, type RunningServer } from '../running-server.ts';
import { SCENARIOS } from './scenarios.ts';
import { HERE, PERSONAL, THERE, World } from './world.ts';

interface Procedure {
	_def: { type: 'query' | 'mutation'; meta?: ProcedureMeta };
}

const PROCEDURES = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).map(
	([path, { _def }]) => ({ path, kind: _def.type, access: _def.meta?.access })
);

let server: RunningServer;
let world: World;
const browsers = new Map<string, Browser>();

beforeAll(async () => {
	server = await runServer();
	world = new World(server);
	await world.fillThere();
});
afterAll(() => server.stop());

/** The browser of a role in an area; a fresh one where the last call may have signed it out. */
async function as(role: Role, areaCode: string, path: string): Promise<Browser> {
	if (path.startsWith('session.')) return server.signIn(role, areaCode);
	const key = `${role} ${areaCode}`;
	const browser = browsers.get(key) ?? (await server.signIn(role, areaCode));
	browsers.set(key, browser);
	return browser;
}

/** A value of an input by its path, such as `areaCodes.0`. */
function valueAt(input: object, path: string): string {
	return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], input) as string;
}

function withValueAt(input: object, path: string, value: string): object {
	const copy = structuredClone(input);
	const keys = path.split('.');
	const last = keys.pop()!;
	const holder = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy);
	(holder as Record<string, unknown>)[last] = value;
	return copy;
}

const REFUSALS = /^(notFound|outsideArea|forbidden)$/;
const unknownLike = (value: string) => (value.includes('-') ? newId() : `${THERE.township.slice(0, 6)}999`);
const words = (answer: Answer, subject: string) => answer.text.replaceAll(subject, 'SUBJECT');

/** Whether an answer to an account of `HERE` has anything of the other township in it. */
function expectNothingFromOutside(path: string, answer: Answer): void {
	for (const id of world.idsThere) expect(`${path}: ${answer.text}`).not.toContain(id);
	const codes = answer.text.match(/"(43\d{4}(?:\d{3}(?:\d{3})?)?)"/g) ?? [];
	const foreign = codes
		.map((code) => code.slice(1, -1))
		.filter((code) => !code.startsWith(HERE.township) && !HERE.township.startsWith(code));
	// Outlines and names of villages are public: the map shows them, and people come from everywhere.
	if (!['areas.shapes', 'areas.ofCounty'].includes(path)) expect({ path, foreign }).toEqual({ path, foreign: [] });
}

test('every procedure of the server is in the matrix, and says who may use it', () => {
	expect(Object.keys(SCENARIOS).sort()).toEqual(PROCEDURES.map(({ path }) => path).sort());
	expect(PROCEDURES.filter(({ access }) => access === undefined)).toEqual([]);
});

for (const { path, kind, access = 'open' } of PROCEDURES) {
	const { subject, inside = HERE.township, outside = THERE.township } = SCENARIOS[path] ?? {};
	const inputFor = async (world: World): Promise<object | undefined> => SCENARIOS[path]?.input?.(world);
	const call = (browser: Browser | null, body: unknown) => server.call(browser, kind, path, body);

	describe(path, () => {
		if (access !== 'open') {
			test('needs a session', async () => {
				const about = await inputFor(world);
				const answer = await call(null, about);
				expect([answer.status, answer.problem?.code]).toEqual([401, 'unauthenticated']);
				const forged = { ...(await server.signIn('ADMIN', COUNTY)), cookie: `anlan_session=${'A'.repeat(43)}` };
				expect((await call(forged, about)).status).toBe(401);
			});
		}

		if (access === 'open' || access === 'signedIn') {
			test('answers every role about itself', async () => {
				for (const role of ROLES) {
					const answer = await call(await as(role, HERE.township, path), await inputFor(world));
					expect([role, answer.problem?.code]).toEqual([role, SCENARIOS[path]?.answers ?? undefined]);
					expectNothingFromOutside(path, answer);
				}
			});
			return;
		}

		const having = ROLES.filter((role) => hasVerb({ role }, access));
		const lacking = ROLES.filter((role) => !hasVerb({ role }, access));

		if (lacking.length > 0) {
			test('refuses the roles that lack the verb', async () => {
				const about = await inputFor(world);
				for (const role of lacking) {
					const answer = await call(await as(role, inside, path), about);
					expect([role, answer.status, answer.problem]).toEqual([role, 403, { code: 'forbidden' }]);
				}
			});
		}

		test('lets the roles that have it act in their area', async () => {
			for (const role of having) {
				const answer = await call(await as(role, inside, path), await inputFor(world));
				expect([role, answer.status, answer.problem]).toEqual([role, 200, undefined]);
				if (inside === HERE.township) expectNothingFromOutside(path, answer);
			}
		});

		if (outside === null) return;
		test('does not let on outside the area that there is anything', async () => {
			const about = (await inputFor(world)) as object;
			for (const role of having) {
				const browser = await as(role, outside, path);
				const answer = await call(browser, about);
				expect([role, answer.problem?.code]).toEqual([role, expect.stringMatching(REFUSALS)]);
				if (!subject) continue;
				const known = valueAt(about, subject);
				const unknown = unknownLike(known);
				const operation = 'operationId' in about ? { operationId: newId() } : {};
				const other = await call(browser, { ...withValueAt(about, subject, unknown), ...operation });
				expect([other.status, words(other, unknown)]).toEqual([answer.status, words(answer, known)]);
			}
		});
	});
}

describe('what is pushed', () => {
	test('a township hears of itself and of the county, never of another township; nobody’s data travels', async () => {
		const here = await server.listen(await server.signIn('TOWNSHIP', HERE.township));
		const there = await server.listen(await server.signIn('TOWNSHIP', THERE.township));
		const county = await server.listen(await server.signIn('LEADER', COUNTY));
		const before = server.app.feed.seq;
		const made = [await world.disputedPoint(HERE), await world.disputedPoint(THERE)];
		await world.account(HERE);
		await server.app.feed.settled();
		const upto = server.app.feed.seq;
		await vi.waitFor(() => expect(county.changes().at(-1)?.seq).toBe(upto), { timeout: 6_000 });
		await vi.waitFor(
			() => {
				expect(here.told.at(-1)?.upto).toBe(upto);
				expect(there.told.at(-1)?.upto).toBe(upto);
			},
			{ timeout: 6_000 }
		);

		expect(county.changes().map(({ seq }) => seq)).toEqual(
			Array.from({ length: upto - before }, (_, i) => before + 1 + i)
		);
		const [textHere, textThere] = [here, there].map(({ told }) => JSON.stringify(told));
		expect(textHere).toContain(made[0]!.id);
		expect(textHere).not.toContain(made[1]!.id);
		expect(textThere).toContain(made[1]!.id);
		expect(textThere).not.toContain(made[0]!.id);
		expect(textHere).not.toMatch(/"430426105/);
		expect(here.changes().map(({ change }) => change.type)).toContain('village.included');
	});

	test('no change ever written carries a contact, a number or an account', async () => {
		await server.call(await server.signIn('DESK', COUNTY), 'query', 'system.info');
		const log = await server.app.db.prisma.changeLog.findMany({ select: { payload: true, type: true } });
		expect(log.length).toBeGreaterThan(300);
		const accounts = await server.app.db.prisma.account.findMany({ select: { id: true, username: true } });
		const marks = [...Object.values(PERSONAL), ...accounts.flatMap(({ id, username }) => [id, username])];
		for (const { payload, type } of log)
			for (const mark of marks) if (payload.includes(mark)) expect.fail(`${type} carries ${mark}`);
	});
});

test('nothing unforeseen happened', () => expect(server.errors).toEqual([]));
