import { Agent } from 'node:http';
import { newId } from '#server/new-id.ts';
import { coordinatorsWork, type Deed } from '../coordinators-work.ts';
import { figure, turnByTurn, type Figure } from '../figure.ts';
import { drain, post, type Line } from '../queued-tablet.ts';
import { openStage } from '../stage.ts';

const DEEDS = 400;
const ROUNDS = 3;

/** How quickly a tablet's queue goes out, against the same deeds posted by hand, one after the other. */
export async function outboxDrain(): Promise<Figure[]> {
	const stage = await openStage(8);
	const line: Line = { url: stage.url, cookie: stage.cookie, agent: new Agent({ keepAlive: true }) };
	const perSecond = (ms: number) => (DEEDS / ms) * 1_000;
	try {
		const queued = async () => {
			const { ms, refused } = await drain(line, coordinatorsWork(stage, DEEDS));
			if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused[0])}`);
			return perSecond(ms);
		};
		const raw = async () => perSecond(await postAll(line, coordinatorsWork(stage, DEEDS)));
		await queued();
		await raw();
		const measured = await turnByTurn(ROUNDS, queued, raw);
		const note = `${DEEDS} deeds of a coordinator by the outbox; each posted to its own procedure, in order, one connection`;
		return [figure('outbox-drain', { ...measured, unit: '/s', note }, { least: 0.5 })];
	} finally {
		line.agent.destroy();
		await stage.close();
	}
}

/** Posts each deed as its procedure takes it; how long that took, in ms. */
async function postAll(line: Line, deeds: readonly Deed[]): Promise<number> {
	const deviceId = newId();
	const bodies = deeds.map(({ procedure, payload }) => {
		const deviceTime = new Date().toISOString();
		return { procedure, body: JSON.stringify({ ...payload, operationId: newId(), deviceTime, sentAt: deviceTime }) };
	});
	const begun = performance.now();
	for (const { procedure, body } of bodies) {
		const text = await post(line, procedure, deviceId, body);
		if (!text?.includes('"result"')) throw new Error(`${procedure}: ${text}`);
	}
	return performance.now() - begun;
}
