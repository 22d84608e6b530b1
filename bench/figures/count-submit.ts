import { Agent, request } from 'node:http';
import { figure, turnByTurn, type Figure } from '../figure.ts';
import { writeRawCount } from '../raw-count.ts';
import { openStage, type Stage } from '../stage.ts';

const AT_ONCE = 16;
const SECONDS = 2;

/** Runs `work` from sixteen hands for a while; how many a second were done. */
export async function perSecond(work: (index: number) => Promise<unknown>, hands = AT_ONCE, seconds = SECONDS) {
	const end = performance.now() + seconds * 1000;
	let done = 0;
	await Promise.all(
		Array.from({ length: hands }, async (_, hand) => {
			for (let turn = 0; performance.now() < end; turn++, done++) await work(hand + turn * hands);
		})
	);
	return done / seconds;
}

function post(stage: Stage, agent: Agent, body: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const sent = request(
			`${stage.url}/trpc/counts.submit`,
			{ method: 'POST', agent, headers: { 'content-type': 'application/json', cookie: stage.cookie } },
			(response) => {
				response.resume();
				response.on('end', () =>
					response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`))
				);
			}
		);
		sent.on('error', reject);
		sent.end(body);
	});
}

/** A count over HTTP through checks, commit and reply, against the same rows written by hand. */
export async function countSubmit(): Promise<Figure[]> {
	const stage = await openStage(500);
	const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
	try {
		const submit = () =>
			perSecond((index) => {
				const { kind: _, ...input } = stage.countOf(index, index % 200);
				return post(stage, agent, JSON.stringify(input));
			});
		const raw = () => perSecond((index) => writeRawCount(stage.app.db.pool, stage, index, index % 200));
		await submit();
		await raw();
		const measured = await turnByTurn(5, submit, raw);
		return [
			figure(
				'count-submit',
				{ ...measured, unit: '/s', note: 'HTTP → check → commit → reply, 16 at once; raw pg BEGIN…COMMIT' },
				{ least: 0.6 }
			)
		];
	} finally {
		agent.destroy();
		await stage.close();
	}
}
