import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { ProblemError } from '#domain/shared/problems.ts';
import type { SequenceGap } from '#domain/sync/push.ts';
import type { OperationKind } from '#domain/sync/operation.ts';
import type { KeptState } from './outbox/storage.ts';
import { patientDatabase } from './patient-database.ts';
import { DatabaseSilent, PatientOpening } from './patient-opening.ts';
import type { Sealed } from './seal.ts';

/** What this browser keeps of the product. Of people nothing is in clear but who works here. */
export interface DeviceSchema extends DBSchema {
	/** Facts of the device: its id; whose session is still to be ended at the county. */
	facts: { key: 'deviceId' | 'parted'; value: string };
	/** Keys of this browser that cannot be read out. */
	keys: { key: 'pin'; value: CryptoKey };
	/** Who may take over with the PIN without a network. */
	staff: { key: string; value: StaffRow };
	/** Who is signed in, with the key to what is kept of theirs. */
	vault: { key: string; value: { key: CryptoKey; account: Record<string, unknown>; at: string } };
	/** One queue an account. */
	queues: { key: string; value: QueueRow };
	operations: {
		key: [queueId: string, sequence: number];
		value: OperationRow;
		indexes: { byState: [queueId: string, state: KeptState, sequence: number]; byId: string };
	};
	/** What is kept for reading without a network, by account and name. */
	cache: { key: [accountId: string, name: string]; value: CacheRow };
	/** What is being written and not yet filed, by account and name. It stays when its owner signs out. */
	drafts: { key: [accountId: string, name: string]; value: DraftRow };
}

export interface QueueRow {
	accountId: string;
	/** Who is waited for when operations of theirs are left here. */
	accountName: string;
	queueId: string;
	deviceId: string;
	assigned: number;
	contact: { at: string; gaps: SequenceGap[] } | null;
}

/** An operation at rest: the numbers of its envelope in clear, all it says sealed. */
export interface OperationRow {
	queueId: string;
	sequence: number;
	operationId: string;
	kind: OperationKind;
	schemaVersion: number;
	baseVersion: number | null;
	deviceTime: string;
	payloadHash: string;
	state: KeptState;
	answeredAt: string | null;
	sealed: Sealed;
}

/** Somebody who may take over without a network: all but the name opens with the PIN only. */
export interface StaffRow {
	accountId: string;
	name: string;
	/** When the PIN was set, by the county's clock: another one set elsewhere ends this row. */
	pinSetAt: string;
	/** When the county last said, on this device, that the account works here. */
	at: string;
	/** Tries since the last right PIN. */
	tries: number;
	salt: Uint8Array<ArrayBuffer>;
	rounds: number;
	sealed: Sealed;
}

export interface CacheRow {
	accountId: string;
	name: string;
	at: string;
	sealed: Sealed;
}

/** A draft, and which writing of it: tabs that write the same one know by it whether the other wrote meanwhile. */
export interface DraftRow extends CacheRow {
	revision?: string;
}

export type DeviceDatabase = IDBPDatabase<DeviceSchema>;

type Upgrade = (
	database: DeviceDatabase,
	transaction: IDBPTransaction<DeviceSchema, StoreNames<DeviceSchema>[], 'versionchange'>
) => void;

/** Each step brings the database from its index to the next version. Steps that were published are never changed. */
export const UPGRADES: readonly Upgrade[] = [
	(database) => {
		database.createObjectStore('facts');
		database.createObjectStore('vault');
		database.createObjectStore('queues', { keyPath: 'accountId' });
		const operations = database.createObjectStore('operations', { keyPath: ['queueId', 'sequence'] });
		operations.createIndex('byState', ['queueId', 'state', 'sequence']);
		operations.createIndex('byId', 'operationId', { unique: true });
		database.createObjectStore('cache', { keyPath: ['accountId', 'name'] });
	},
	(database) => {
		database.createObjectStore('keys');
		database.createObjectStore('staff', { keyPath: 'accountId' });
	},
	(database) => {
		database.createObjectStore('drafts', { keyPath: ['accountId', 'name'] });
	}
];

const NAME = 'anlan';
const opening = new PatientOpening<DeviceDatabase>(async (onClosed) => {
	const database = await openDeviceDatabase(NAME, UPGRADES, onClosed);
	return patientDatabase(database, () => opening.leave(database));
});

/**
 * The database of this browser. Throws where there is none (storage forbidden), `DatabaseSilent` where it does not
 * answer (at opening, or later to what is asked of it), and ProblemError `pageOutdated` where a newer version of the page has been here.
 */
export function deviceDatabase(): Promise<DeviceDatabase> {
	return opening.get();
}

/**
 * How this browser keeps secrets, which needs a secure connection and a database: `open`; `none` where it cannot; `silent`
 * where it may have kept some, but does not answer now. Throws ProblemError `pageOutdated` as `deviceDatabase` does.
 */
export async function deviceStorage(): Promise<'open' | 'none' | 'silent'> {
	if (!globalThis.isSecureContext || !('indexedDB' in globalThis)) return 'none';
	try {
		await deviceDatabase();
		return 'open';
	} catch (error) {
		// The browser forbids it, or its files are broken: work goes on, and the words say that nothing is kept.
		if (error instanceof DOMException) return 'none';
		if (error instanceof DatabaseSilent) return 'silent';
		throw error;
	}
}

/**
 * Works with the database, or does otherwise where this browser can keep no secrets or its database does not answer,
 * be it in the middle of the work. Throws as `deviceStorage` does.
 */
export async function whileItAnswers<T>(
	work: (database: DeviceDatabase) => Promise<T>,
	otherwise: () => T | Promise<T>
): Promise<T> {
	if (!(await canKeepSecrets())) return otherwise();
	try {
		return await work(await deviceDatabase());
	} catch (error) {
		if (error instanceof DatabaseSilent) return otherwise();
		throw error;
	}
}

/** Whether this browser can keep secrets now. Throws as `deviceStorage` does. */
export async function canKeepSecrets(): Promise<boolean> {
	return (await deviceStorage()) === 'open';
}

/** Opens a device database and raises it to the newest version; `onClosed` when it may no longer be used. */
export async function openDeviceDatabase(
	name: string,
	upgrades: readonly Upgrade[],
	onClosed: () => void
): Promise<DeviceDatabase> {
	try {
		const database = await openDB<DeviceSchema>(name, upgrades.length, {
			upgrade(raised, from, _to, transaction) {
				for (const step of upgrades.slice(from)) step(raised, transaction);
			},
			// Another tab has a newer version: it may go on, and this page opens anew at its next step.
			blocking: (_current, _wanted, event) => {
				(event.target as IDBDatabase).close();
				onClosed();
			},
			terminated: onClosed
		});
		return database;
	} catch (error) {
		if (error instanceof DOMException && error.name === 'VersionError') throw new ProblemError('pageOutdated');
		throw error;
	}
}
