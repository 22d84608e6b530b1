import { embeddedDatabase, embeddedUser } from './cluster-settings.ts';
import { findCluster } from './data-directory.ts';
import { readPassword } from './initialise-cluster.ts';
import { findPostmaster } from './postmaster.ts';

/** The address of the embedded database on this port, with its password. */
export const embeddedUrl = (cluster: string, port: number): string =>
	`postgresql://${embeddedUser}:${readPassword(cluster)}@127.0.0.1:${port}/${embeddedDatabase}`;

/** The address of the embedded database of a data folder, if it runs and takes connections now. */
export function findRunningUrl(dataDir: string): string | null {
	const cluster = findCluster(dataDir);
	const postmaster = cluster === null ? null : findPostmaster(cluster);
	return cluster !== null && postmaster?.isReady ? embeddedUrl(cluster, postmaster.port) : null;
}

/** The same server and credentials, another database. */
export function withDatabaseName(url: string, name: string): string {
	const other = new URL(url);
	other.pathname = `/${encodeURIComponent(name)}`;
	return other.toString();
}

/** The name of the database in an address. */
export const databaseName = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));
