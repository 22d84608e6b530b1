import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Leadership } from '#client/live/outbox/leadership.ts';

interface Request {
	run: () => Promise<void> | undefined;
	resolve: () => void;
	reject: (error: unknown) => void;
}

/** The locks of a browser, as far as leading needs them: one holder a name, a line behind it, and stealing. */
class FakeLocks {
	#holder: Request | null = null;
	readonly #line: Request[] = [];

	request(_name: string, { steal, signal }: LockOptions, run: () => Promise<void> | undefined): Promise<void> {
		return new Promise((resolve, reject) => {
			const request = { run, resolve, reject };
			if (steal) {
				this.#holder?.reject(new DOMException('stolen', 'AbortError'));
				this.#hold(request);
			} else {
				this.#line.push(request);
				signal?.addEventListener('abort', () => {
					const at = this.#line.indexOf(request);
					if (at < 0) return;
					this.#line.splice(at, 1);
					reject(new DOMException('no more', 'AbortError'));
				});
				if (!this.#holder) this.#next();
			}
		});
	}

	#hold(request: Request): void {
		this.#holder = request;
		void Promise.resolve(request.run()).then(() => {
			request.resolve();
			if (this.#holder === request) this.#next();
		});
	}

	#next(): void {
		this.#holder = null;
		const next = this.#line.shift();
		if (next) this.#hold(next);
	}
}

/** A tab: its page with its state of sight, and whether it leads. */
function openTab(isInFront: boolean) {
	const page = Object.assign(new EventTarget(), { visibilityState: isInFront ? 'visible' : 'hidden' });
	const told: string[] = [];
	const inTab = <T>(act: () => T): T => {
		vi.stubGlobal('document', page);
		return act();
	};
	const leadership = new Leadership('anlan.outbox.a', {
		lead: () => told.push('lead'),
		follow: () => told.push('follow')
	});
	inTab(() => leadership.start());
	return {
		told,
		leadership,
		show(isSeen: boolean) {
			page.visibilityState = isSeen ? 'visible' : 'hidden';
			inTab(() => page.dispatchEvent(new Event('visibilitychange')));
		}
	};
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => vi.stubGlobal('navigator', { locks: new FakeLocks() }));
afterEach(() => vi.unstubAllGlobals());

it('one tab leads: the one that came to the front last', async () => {
	const first = openTab(true);
	await settle();
	expect(first.leadership.isLeading).toBe(true);
	first.show(false);
	const second = openTab(true);
	await settle();
	expect([first.leadership.isLeading, second.leadership.isLeading]).toEqual([false, true]);
	expect(first.told).toEqual(['lead', 'follow']);
	first.show(true);
	await settle();
	expect([first.leadership.isLeading, second.leadership.isLeading]).toEqual([true, false]);
});

it('a tab that nobody sees waits in line, and leads once the leader is closed', async () => {
	const front = openTab(true);
	const back = openTab(false);
	await settle();
	expect([front.leadership.isLeading, back.leadership.isLeading]).toEqual([true, false]);
	front.leadership.stop();
	await settle();
	expect(back.leadership.isLeading).toBe(true);
	expect(back.told).toEqual(['lead']);
});

it('a tab that stopped neither leads nor is told anything', async () => {
	const tab = openTab(false);
	const other = openTab(true);
	await settle();
	const before = [...tab.told];
	tab.leadership.stop();
	other.leadership.stop();
	await settle();
	expect(tab.leadership.isLeading).toBe(false);
	expect(tab.told).toEqual(before);
});

it('the same tab in front again does not ask twice', async () => {
	const tab = openTab(true);
	await settle();
	tab.show(true);
	tab.show(true);
	await settle();
	expect(tab.told).toEqual(['lead']);
});

it('without locks every tab leads', () => {
	vi.stubGlobal('navigator', {});
	const [one, two] = [openTab(true), openTab(false)];
	expect([one.leadership.isLeading, two.leadership.isLeading]).toEqual([true, true]);
});
