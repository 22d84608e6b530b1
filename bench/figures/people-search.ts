import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { scopeOf } from '#domain/people/find-people.ts';
import { idCheckDigit } from '#domain/people/id-number.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import type { PersonSecret } from '#domain/people/person.ts';
import { initialsOfName } from '#domain/people/pinyin-initials.ts';
import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import { newId } from '#server/new-id.ts';
import { appRouter } from '#server/trpc/router.ts';
import { createCallerFactory } from '#server/trpc/trpc.ts';
import { figure, quantile, type Figure } from '../figure.ts';
import { openStage, type Stage } from '../stage.ts';

const PEOPLE = 1_000_000;
const ASKED_FOR = 80;
const MOST_MS = 50;

const SURNAMES = [...'王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林单曾仇任'];
const GIVEN = [...'明华国小文军平志建英玉红海春秀云丽强磊洋勇艳杰娟涛超敏静霞刚桂兰凤梅芳辉鹏飞波斌'];

/** The same picks in each run. */
function picks(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

function makeSecret(pick: (below: number) => number, at: number): PersonSecret {
	const born = `${1930 + pick(95)}${String(1 + pick(12)).padStart(2, '0')}${String(1 + pick(28)).padStart(2, '0')}`;
	const digits = `430426${born}${String(at % 1000).padStart(3, '0')}`;
	const given = () => GIVEN[pick(GIVEN.length)]!;
	return {
		name: SURNAMES[Math.min(pick(SURNAMES.length), pick(SURNAMES.length))]! + given() + (pick(5) > 0 ? given() : ''),
		document: { kind: 'residentId', number: digits + idCheckDigit(digits) },
		sex: null,
		birthDate: null,
		phone: `1${3 + pick(6)}${String(pick(1_000_000_000)).padStart(9, '0')}`,
		needNote: '',
		nextOfKin: null
	};
}

/** Writes the people as the server writes them, and gives back some to ask for. */
async function fill(stage: Stage, villages: readonly string[]): Promise<PersonSecret[]> {
	const { keyring, db } = stage.app;
	const pick = picks(20_260_112);
	const householdId = newId();
	await db.pool.query(`INSERT INTO household (id, home_code, registered_at) VALUES ($1, '430426', now())`, [
		householdId
	]);
	const asked: PersonSecret[] = [];
	const tokensOfNames = new Map<string, bigint[]>();
	const hashed = (person: Pick<PersonSecret, 'name' | 'document' | 'phone'>) =>
		tokensOfPerson(person).map((token) => keyring.token(token));
	const tokensOf = (secret: PersonSecret) => {
		const ofName =
			tokensOfNames.get(secret.name) ?? hashed({ ...secret, document: { kind: 'none', reason: '-' }, phone: '' });
		tokensOfNames.set(secret.name, ofName);
		return [...ofName, ...hashed({ ...secret, name: '' })];
	};
	const lines = function* () {
		for (let at = 0; at < PEOPLE; at++) {
			const secret = makeSecret(pick, at);
			if (at % (PEOPLE / ASKED_FOR) === 0) asked.push(secret);
			const id = newId();
			const code = villages[pick(villages.length)]!;
			const { keyId, ciphertext } = keyring.seal(`person:${id}`, secret);
			const index = keyring.blindIndex(`${documentKey(secret.document)} ${at}`).toString('hex');
			const cells = [
				id,
				householdId,
				code,
				'head',
				'{}',
				't',
				keyId,
				`\\\\x${ciphertext.toString('hex')}`,
				`\\\\x${index}`
			];
			yield `${[...cells, `{${tokensOf(secret).join()}}`, `{${scopeOf(code).join()}}`, '2026-01-12T00:00:00Z'].join('\t')}\n`;
		}
	};
	const client = await db.pool.connect();
	try {
		await client.query(`SET statement_timeout = 0; SET maintenance_work_mem = '256MB'; DROP INDEX person_search`);
		const into = client.query(
			copyFrom(`COPY person (id, household_id, home_code, relation, needs, may_be_found, key_id, ciphertext,
				document_index, tokens, scope_codes, registered_at) FROM STDIN`)
		);
		await pipeline(Readable.from(lines()), into);
		await client.query('CREATE INDEX person_search ON person USING gin (tokens, scope_codes)');
		await client.query('VACUUM ANALYZE person');
	} finally {
		client.release(true);
	}
	return asked;
}

/** What people type who look for somebody. */
function questionsAbout(secret: PersonSecret): string[] {
	const { name, phone, document } = secret;
	const number = document.kind === 'none' ? '' : document.number;
	const initials = initialsOfName(name)[0]!;
	return [
		name,
		name.slice(0, 1),
		name.slice(1),
		initials,
		initials.slice(0, 2),
		number,
		number.slice(-4),
		phone,
		phone.slice(-4)
	];
}

/** Searches among a million people by all that can be asked, for the county and for one township, at the server. */
export async function peopleSearch(): Promise<Figure[]> {
	const stage = await openStage(1);
	try {
		const { rows } = await stage.app.db.pool.query<{ code: string }>(`SELECT code FROM area WHERE level = 'village'`);
		const villages = rows.map(({ code }) => code);
		const asked = await fill(stage, villages);
		const callerIn = (areaCode: string) =>
			createCallerFactory(appRouter)({
				app: stage.app,
				actor: { ...stage.actor, areaCode },
				sessionId: stage.actor.accountId,
				mustChangePassword: false,
				deviceId: null,
				requestId: 'bench',
				address: '127.0.0.1',
				userAgent: null,
				setCookie: () => undefined
			});
		const callers = [callerIn(stage.app.countyCode), callerIn(villages[0]!.slice(0, 9))];
		const times: number[] = [];
		for (const secret of asked) {
			const searches = [...questionsAbout(secret).map((text) => ({ text })), { areaCode: villages[0]! }];
			for (const search of searches) {
				for (const caller of callers) {
					const begun = performance.now();
					await caller.people.search(search);
					times.push(performance.now() - begun);
				}
			}
		}
		const note = `p95 of ${times.length} searches by name, initials, number, telephone and village; median ${quantile(times, 0.5).toFixed(1)} ms, longest ${Math.max(...times).toFixed(0)} ms`;
		const value = quantile(times, 0.95);
		return [figure('people-search', { value, baseline: null, unit: 'ms', note }, { most: MOST_MS })];
	} finally {
		await stage.close();
	}
}
