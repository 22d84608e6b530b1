import { checkBooks } from './check-books.ts';
import { Coordinator, Noticeboard } from './coordinator.ts';
import { County } from './county.ts';
import { Network } from './network.ts';
import { Scheduler } from './scheduler.ts';
import { Seeded } from './seeded.ts';
import type { ServerProcesses } from './server-processes.ts';
import { SimTablet } from './sim-tablet.ts';
import { BEGIN, type Stage } from './stage.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** How long coordinators work in a run; then everything heals, and what waits must go out within as long again. */
const WORK = 60 * MINUTE;
const HEALED_WITHIN = 3 * WORK;
/** Between two deeds of a coordinator, on average. */
const BETWEEN_DEEDS = 6 * MINUTE;
const BETWEEN_TABLET_KILLS = 40 * MINUTE;
const BETWEEN_SERVER_KILLS = 25 * MINUTE;
const WITH_NETWORK = 10 * MINUTE;
const WITHOUT_NETWORK = 6 * MINUTE;
/** Lines of the trace that are shown where a run fails. */
const MOST_SHOWN = 60;

/** What became of a run. */
export interface Verdict {
	faults: string[];
	/** What happened last before the end, and what concerned those at fault. */
	trace: string[];
	/** One line for the record. */
	summary: string;
}

/** Runs one seed: tablets and server work, lose, die and come back; then everything heals, and the books are checked. */
export async function simulate(seed: number, stage: Stage, processes: ServerProcesses): Promise<Verdict> {
	const seeded = new Seeded(seed);
	const scheduler = new Scheduler(BEGIN);
	const trace: string[] = [];
	const faults: string[] = [];
	const note = (words: string) =>
		trace.push(`${((scheduler.now - BEGIN) / SECOND).toFixed(1).padStart(8)} s  ${words}`);
	const fault = (words: string) => {
		faults.push(words);
		note(`FAULT ${words}`);
	};
	const run = await stage.openRun();
	const county = new County(processes, run.settings);
	try {
		await county.start();
		const network = new Network(seeded.branch(), scheduler, county, note);
		const board = new Noticeboard();
		const tablets = stage.posts.map(
			(post, at) => new SimTablet(`tablet ${at + 1}`, post, seeded.branch(), { scheduler, network, note, fault })
		);
		const end = BEGIN + WORK;
		/** Something that comes again and again, until the end of work. */
		const again = (of: Seeded, mean: number, act: () => void | Promise<void>) => {
			const next = () =>
				scheduler.after(of.until(mean), async () => {
					if (scheduler.now >= end) return;
					await act();
					next();
				});
			next();
		};
		for (const tablet of tablets) {
			const own = seeded.branch();
			const coordinator = new Coordinator(tablet, own, stage, board);
			tablet.start();
			again(own, BETWEEN_DEEDS, () => coordinator.act());
			again(own.branch(), BETWEEN_TABLET_KILLS, () => tablet.kill());
			comeAndGo(tablet, own.branch(), scheduler, end);
		}
		let kills = 0;
		const ofServer = seeded.branch();
		again(ofServer, BETWEEN_SERVER_KILLS, () => {
			network.killAfter = ofServer.whole(0, 60);
		});
		again(ofServer.branch(), 20 * SECOND, async () => {
			if (county.isUp) return;
			kills += 1;
			note('server starts again');
			await county.start();
		});

		await scheduler.run(() => scheduler.now >= end);
		note('everything heals');
		network.isGood = true;
		network.killAfter = null;
		if (!county.isUp) await county.start();
		for (const tablet of tablets) {
			tablet.isSafe = true;
			tablet.hasNetwork = true;
			tablet.engine?.retryNow();
		}
		const isDone = () =>
			network.underway === 0 && tablets.every(({ isAlive, disk }) => isAlive && disk.countQueued() === 0);
		await scheduler.run(() => isDone() || scheduler.now > end + HEALED_WITHIN);
		for (const { name, disk, isAlive } of tablets) {
			const left = disk.countQueued();
			if (left > 0 || !isAlive) fault(`${name}: ${left} operations still wait, alive: ${isAlive}`);
		}
		const { totals, faults: found } = await checkBooks(run.db, stage, tablets, county.printed);
		faults.push(...found);
		const summary = `${totals}; ${network.delivered} requests, ${kills} server kills`;
		return { faults, trace: shorten(trace, faults), summary };
	} finally {
		await county.kill();
		await run.close();
	}
}

/** The network of a tablet comes and goes; when it comes, the browser says so, mostly. */
function comeAndGo(tablet: SimTablet, seeded: Seeded, scheduler: Scheduler, end: number): void {
	const flip = () => {
		if (scheduler.now >= end) return;
		tablet.hasNetwork = !tablet.hasNetwork;
		if (tablet.hasNetwork && seeded.chance(0.7)) tablet.engine?.retryNow();
		scheduler.after(seeded.until(tablet.hasNetwork ? WITH_NETWORK : WITHOUT_NETWORK), flip);
	};
	scheduler.after(seeded.until(WITH_NETWORK), flip);
}

/** The end of the trace, and before it what concerns the tablets at fault. */
function shorten(trace: readonly string[], faults: readonly string[]): string[] {
	const names = new Set(faults.flatMap((words) => /tablet \d+/.exec(words)?.[0] ?? []));
	const concerns = (line: string) => [...names].some((name) => line.includes(`${name} `)) || line.includes('server');
	return [...trace.filter(concerns).slice(-MOST_SHOWN), '…', ...trace.slice(-10)];
}
