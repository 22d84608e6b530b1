import { outbox } from './outbox/outbox.svelte.ts';
import { unfinished } from './unfinished.svelte.ts';

const HOUR = 3_600_000;
/** How long the older version's worker may take to end what it is at, in milliseconds. */
const PATIENCE = 8_000;

/**
 * The pages on this device and their newer version. A new version waits until somebody takes it, so that nothing that
 * is being typed is lost.
 */
class AppVersion {
	#isNewer = $state(false);
	#registration: ServiceWorkerRegistration | null = null;

	/** A newer version is on the device and can be taken. Not while something is unfinished here: it has time. */
	get isNewer(): boolean {
		return this.#isNewer && !unfinished.isSo;
	}

	/** Keeps the pages on the device, where the browser can; called once the page is at rest. */
	async keepPages(): Promise<void> {
		// Browsers leave it out where the connection is not secure.
		if (import.meta.env.DEV || this.#registration || !('serviceWorker' in navigator)) return;
		// At the first visit there is nothing older that could be replaced.
		const isFirst = navigator.serviceWorker.controller === null;
		// A browser that keeps nothing (a private window, say) refuses; the pages then work as long as there is a network.
		const registration = await navigator.serviceWorker.register('/service-worker.js').catch(() => null);
		if (!registration) return;
		this.#registration = registration;
		if (registration.waiting && !isFirst) this.#isNewer = true;
		registration.addEventListener('updatefound', () => {
			const found = registration.installing;
			found?.addEventListener('statechange', () => {
				if (found.state === 'installed' && navigator.serviceWorker.controller) this.#isNewer = true;
			});
		});
		// Another tab took the new version: this page goes on with its own until it is loaded again.
		navigator.serviceWorker.addEventListener('controllerchange', () => (this.#isNewer ||= !isFirst));
		setInterval(() => this.look(), HOUR);
	}

	/** Looks for a newer version, such as when the server is back. Without a network there is none to be found. */
	look(): void {
		this.#registration?.update().catch(() => undefined);
	}

	/**
	 * Loads the page in the newer version, after what is being kept is kept.
	 *
	 * @returns false where something is unfinished, here or in another tab: its page could save no more beside the new one
	 */
	async take(): Promise<boolean> {
		if (await unfinished.isAnywhere()) return false;
		await outbox.atRest();
		await this.#takeOver();
		// Whoever began to type meanwhile goes on; the notice is there again afterwards.
		if (unfinished.isSo) return false;
		// A page load that the older worker has just been given when the newer takes over is lost in Chromium: it is begun
		// anew, which the newer then answers.
		navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
		location.reload();
		return true;
	}

	/**
	 * Lets the newer version's worker take over. The browser lets the older one end what it is at, which a bad line can
	 * draw out: nobody waits longer than PATIENCE for that. Loaded too early, the page says again that there is a newer one.
	 */
	#takeOver(): Promise<void> {
		const waiting = this.#registration?.waiting;
		if (!waiting) return Promise.resolve();
		return new Promise((resolve) => {
			navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
			setTimeout(resolve, PATIENCE);
			waiting.postMessage('takeOver');
		});
	}
}

/** The one of this page. */
export const appVersion = new AppVersion();
