import type { Role } from '#domain/access/roles.ts';
import { initialsOfName } from '#domain/people/pinyin-initials.ts';
import { appRouter } from '#server/trpc/router.ts';
import { createCallerFactory } from '#server/trpc/trpc.ts';
import { figure, quantile, type Figure } from '../figure.ts';
import { fillWithPeople, type Someone } from '../fill-people.ts';
import { openStage, type Stage } from '../stage.ts';

const PEOPLE = Number(process.env.ANLAN_BENCH_PEOPLE ?? 1_000_000);
const ASKED_FOR = 200;
const MOST_MS = 50;

type Search = { text?: string; areaCode?: string };

const numberOf = ({ secret: { document } }: Someone) => (document.kind === 'none' ? '' : document.number);
const initialsOf = ({ secret: { name } }: Someone) => initialsOfName(name)[0]!;
const phoneOf = ({ secret: { phone } }: Someone) => phone || '13900000000';

/** What people type who look for somebody, by kind. */
const KINDS: Record<string, (someone: Someone) => Search> = {
	name: ({ secret }) => ({ text: secret.name }),
	'part of a name': ({ secret }) => ({ text: secret.name.slice(1) }),
	surname: ({ secret }) => ({ text: secret.name.slice(0, 1) }),
	'two initials': (someone) => ({ text: initialsOf(someone).slice(0, 2) }),
	'all initials': (someone) => ({ text: initialsOf(someone) }),
	'initials and number': (someone) => ({ text: `${initialsOf(someone)} ${numberOf(someone).slice(-4)}` }),
	'4 of a document': (someone) => ({ text: numberOf(someone).slice(-4) }),
	'5 of a document': (someone) => ({ text: numberOf(someone).slice(-5) }),
	'6 of a document': (someone) => ({ text: numberOf(someone).slice(-6) }),
	'8 of a document': (someone) => ({ text: numberOf(someone).slice(-8) }),
	'whole document': (someone) => ({ text: numberOf(someone) }),
	'4 of a telephone': (someone) => ({ text: phoneOf(someone).slice(-4) }),
	'whole telephone': (someone) => ({ text: phoneOf(someone) }),
	village: ({ homeCode }) => ({ areaCode: homeCode }),
	'village and name': ({ homeCode, secret }) => ({ areaCode: homeCode, text: secret.name }),
	'village and surname': ({ homeCode, secret }) => ({ areaCode: homeCode, text: secret.name.slice(0, 1) }),
	'village and initials': (someone) => ({ areaCode: someone.homeCode, text: initialsOf(someone).slice(0, 2) }),
	'township and initials': (someone) => ({ areaCode: someone.homeCode.slice(0, 9), text: initialsOf(someone) }),
	county: ({ homeCode }) => ({ areaCode: homeCode.slice(0, 6) }),
	nobody: ({ secret }) => ({ text: `${secret.name}丑` })
};

/** Searches among a million people by all that can be asked, for the county and for a township, at the server. */
export async function peopleSearch(): Promise<Figure[]> {
	const stage = await openStage(1);
	try {
		const asked = await fillWithPeople(stage.app, PEOPLE, ASKED_FOR);
		const timesByKind = await askInTurn(stage, asked);
		const note = [...timesByKind].map(([kind, times]) => `${kind.padEnd(22)} ${spread(times)}`).join('\n    ');
		const all = [...timesByKind.values()].flat();
		const value = quantile(all, 0.95);
		const words = `${all.length} searches among ${PEOPLE} people, p50 / p95 / p99 / longest in ms: ${spread(all)}`;
		return [
			figure('people-search', { value, baseline: null, unit: 'ms', note: `${words}\n    ${note}` }, { most: MOST_MS })
		];
	} finally {
		await stage.close();
	}
}

const spread = (times: readonly number[]) =>
	[0.5, 0.95, 0.99, 1].map((share) => quantile(times, share).toFixed(1).padStart(6)).join(' ');

/** All kinds of searches for each one, so that none finds the pages of its own kind warm; by who may ask. */
async function askInTurn(stage: Stage, asked: readonly Someone[]): Promise<Map<string, number[]>> {
	const callerAs = (role: Role, areaCode: string) =>
		createCallerFactory(appRouter)({
			app: stage.app,
			actor: { ...stage.actor, role, areaCode },
			sessionId: stage.actor.accountId,
			mustChangePassword: false,
			deviceId: null,
			requestId: 'bench',
			address: '127.0.0.1',
			userAgent: null,
			setCookie: () => undefined
		});
	const times = new Map<string, number[]>(Object.keys(KINDS).map((kind) => [kind, []]));
	for (const [at, someone] of asked.entries()) {
		const callers = [
			callerAs('DESK', stage.app.countyCode),
			callerAs('COORDINATOR', someone.homeCode.slice(0, 9)),
			callerAs('INFORMANT', asked[(at + 1) % asked.length]!.homeCode)
		];
		for (const [kind, searchFor] of Object.entries(KINDS)) {
			for (const caller of callers) {
				const begun = performance.now();
				await caller.people.search(searchFor(someone));
				times.get(kind)!.push(performance.now() - begun);
			}
		}
	}
	return times;
}
