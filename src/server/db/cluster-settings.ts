import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './data-directory.ts';

/** The superuser and the database of an embedded PostgreSQL. */
export const embeddedUser = 'anlan';
export const embeddedDatabase = 'anlan';

/**
 * The settings of an embedded PostgreSQL, for a small server that must lose nothing. Errors are logged without their
 * statements and details, which would carry personal data.
 */
const settings = {
	listen_addresses: "'127.0.0.1'",
	unix_socket_directories: "''",
	password_encryption: "'scram-sha-256'",
	max_connections: '100',
	shared_buffers: "'160MB'",
	work_mem: "'8MB'",
	maintenance_work_mem: "'64MB'",
	effective_cache_size: "'1GB'",
	random_page_cost: '1.1',
	jit: 'off',
	fsync: 'on',
	full_page_writes: 'on',
	synchronous_commit: 'on',
	wal_compression: 'on',
	max_wal_size: "'1GB'",
	checkpoint_timeout: "'5min'",
	idle_in_transaction_session_timeout: "'60s'",
	tcp_keepalives_idle: '60',
	timezone: "'UTC'",
	logging_collector: 'on',
	log_directory: "'log'",
	log_filename: "'postgresql-%a.log'",
	log_truncate_on_rotation: 'on',
	log_rotation_age: "'1d'",
	log_rotation_size: '0',
	log_timezone: "'Asia/Shanghai'",
	log_error_verbosity: "'terse'",
	log_min_error_statement: "'panic'",
	log_checkpoints: 'off'
};

/**
 * Writes `anlan.conf` of a cluster. `postgresql.conf` includes it, and after it `local.conf`, where
 * an operator's own settings live untouched.
 */
export function writeSettings(cluster: string): void {
	const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
	const content = `# Written at each start. Put settings of your own into local.conf beside this file.\n${lines.join('\n')}\n`;
	const path = join(cluster, 'anlan.conf');
	// Not written again when it is right, so that a full disk does not keep an existing database from being read.
	if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
	writeWhole(path, content, 0o644);
}

/** The lines that bring `anlan.conf` and `local.conf` into `postgresql.conf`. */
export const includeLines = "\ninclude_if_exists = 'anlan.conf'\ninclude_if_exists = 'local.conf'\n";
