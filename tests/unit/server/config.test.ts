import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot, readConfig } from '#server/config.ts';
import { StartFailure } from '#server/start-failure.ts';

function failureOf(env: Record<string, string>): StartFailure {
	try {
		readConfig(env);
	} catch (error) {
		if (error instanceof StartFailure) return error;
		throw error;
	}
	throw new Error('these settings were accepted');
}

describe('readConfig', () => {
	it('needs no settings at all', () => {
		expect(readConfig({})).toEqual({
			host: '127.0.0.1',
			port: 3000,
			isLoopback: true,
			origin: null,
			databaseUrl: null,
			dataDir: join(projectRoot, '.anlan'),
			county: '430426',
			isDemoAllowed: true,
			tiandituKey: null,
			mapApproval: null,
			pmtiles: null,
			peopleKeys: null,
			capFolder: null,
			trustProxy: 0,
			bodyLimit: 8 * 1024 * 1024,
			logLevel: 'info'
		});
	});

	it('takes an empty variable as not set', () => {
		expect(readConfig({ PORT: '', DATABASE_URL: ' ', ANLAN_DEMO: '' })).toEqual(readConfig({}));
	});

	it.each([
		['HOST', 'not a host'],
		['PORT', 'abc'],
		['PORT', '65536'],
		['PORT', '-1'],
		['ORIGIN', 'anlan.example.cn'],
		['ORIGIN', 'https://anlan.example.cn/path'],
		['ANLAN_COUNTY', '43042'],
		['ANLAN_COUNTY', '430400'],
		['ANLAN_DEMO', 'yes'],
		['ANLAN_MAP_APPROVAL', '号'.repeat(61)],
		['ANLAN_PMTILES', '../county.pmtiles'],
		['ANLAN_PMTILES', 'missing.pmtiles'],
		['ANLAN_TRUST_PROXY', '6'],
		['ANLAN_BODY_LIMIT', '1K'],
		['ANLAN_BODY_LIMIT', '1G'],
		['LOG_LEVEL', 'loud']
	])('names %s=%s and says in both languages what it should be', (name, value) => {
		const failure = failureOf({ [name]: value });
		expect(failure.exitCode).toBe(2);
		expect(failure.lines).toHaveLength(1);
		expect(failure.lines[0]?.zh).toMatch(new RegExp(`^设置 ${name}=.* 不对，应为：.+。$`));
		expect(failure.lines[0]?.en).toMatch(new RegExp(`^Setting ${name}=.* is wrong: it should be .+\\.$`));
		expect(failure.lines[0]?.en).toContain(value.slice(0, 60));
	});

	it('names every bad setting at once', () => {
		expect(failureOf({ PORT: 'x', ANLAN_COUNTY: 'x', LOG_LEVEL: 'x' }).lines).toHaveLength(3);
	});

	it('does not repeat secrets', () => {
		const failure = failureOf({ DATABASE_URL: 'mysql://root:secret@host/db', ANLAN_TIANDITU_KEY: 'secret!' });
		expect(JSON.stringify(failure.lines)).not.toContain('secret');
	});

	it('reads sizes in bytes, K and M', () => {
		expect(readConfig({ ANLAN_BODY_LIMIT: '65536' }).bodyLimit).toBe(65_536);
		expect(readConfig({ ANLAN_BODY_LIMIT: '512K' }).bodyLimit).toBe(524_288);
		expect(readConfig({ ANLAN_BODY_LIMIT: '2m' }).bodyLimit).toBe(2_097_152);
	});

	it.each([
		[{}, true],
		[{ HOST: '::1' }, true],
		[{ HOST: 'localhost' }, true],
		[{ HOST: '0.0.0.0' }, false],
		[{ HOST: '10.0.0.5' }, false],
		[{ HOST: '0.0.0.0', ANLAN_DEMO: '1' }, true],
		[{ ANLAN_DEMO: '0' }, false],
		// Behind a proxy the loopback address is reached from everywhere.
		[{ ORIGIN: 'https://anlan.example.cn' }, false],
		[{ ORIGIN: 'http://localhost:8080/' }, true]
	])('allows demonstration passwords where nobody else can come: %o → %s', (env, isAllowed) => {
		expect(readConfig(env as Record<string, string>).isDemoAllowed).toBe(isAllowed);
	});

	it('finds the base map in the data folder', () => {
		const folder = mkdtempSync(join(tmpdir(), 'anlan-config-'));
		writeFileSync(join(folder, 'county.pmtiles'), '');
		try {
			const config = readConfig({ ANLAN_DATA: folder, ANLAN_PMTILES: 'county.pmtiles' });
			expect(config.pmtiles).toBe(join(folder, 'county.pmtiles'));
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('answers any text with settings or with their names, never with another error', () => {
		const names = ['HOST', 'PORT', 'ORIGIN', 'DATABASE_URL', 'ANLAN_COUNTY', 'ANLAN_BODY_LIMIT', 'LOG_LEVEL'];
		fc.assert(
			fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 40 }), (name, value) => {
				try {
					readConfig({ [name]: value });
				} catch (error) {
					expect(error).toBeInstanceOf(StartFailure);
					expect((error as StartFailure).message).toContain(name);
				}
			})
		);
	});
});
