import { IDBFactory } from 'fake-indexeddb';
import { v7 } from 'uuid';
import { IndexedDbStorage } from '#client/live/outbox/indexed-db-storage.ts';
import type { KeptOperation } from '#client/live/outbox/storage.ts';
import { openDeviceDatabase, UPGRADES, type DeviceDatabase } from '#client/live/device-database.ts';
import { importKey } from '#client/live/seal.ts';

/** A browser's storage of its own, empty. */
export function freshBrowser(): void {
	globalThis.indexedDB = new IDBFactory();
	globalThis.isSecureContext = true;
}

export const openAnlan = () => openDeviceDatabase('anlan', UPGRADES, () => undefined);

/** The key the server would give, as base64. */
export const keyText = (byte: number) => btoa(String.fromCharCode(...new Array<number>(32).fill(byte)));

export const ANNA = { accountId: '0190a000-0000-7000-8000-00000000000a', accountName: '安娜', keyByte: 1 };
export const BING = { accountId: '0190a000-0000-7000-8000-00000000000b', accountName: '兵', keyByte: 2 };

export async function storageOf(
	{ accountId, accountName, keyByte }: typeof ANNA,
	database: DeviceDatabase,
	onCleared?: () => void
): Promise<IndexedDbStorage> {
	const key = await importKey(keyText(keyByte));
	return new IndexedDbStorage(async () => database, {
		accountId,
		accountName,
		deviceId: '0190a000-0000-7000-8000-0000000000dd',
		key,
		...(onCleared ? { onCleared } : {})
	});
}

/** A count as it would be kept. */
export function anOperation(sequence: number, change: Partial<KeptOperation> = {}): KeptOperation {
	return {
		operationId: v7(),
		sequence,
		kind: 'count.submit',
		schemaVersion: 1,
		baseVersion: null,
		deviceTime: '2026-01-26T02:00:00.000Z',
		payload: { pointId: v7(), people: 40 + sequence },
		payloadHash: 'h'.repeat(43),
		state: 'queued',
		subject: 'point',
		label: `王小明一家 ${sequence}`,
		problem: null,
		answer: null,
		answeredAt: null,
		...change
	};
}
