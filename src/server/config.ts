import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { StartFailure } from './start-failure.ts';

/** The folder of the clone: relative paths in settings start here, wherever the command was typed. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

const text = z.string().trim();
const loopbackHosts = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/** Bytes out of `65536`, `512K` or `8M`. */
const byteSize = text
	.regex(/^\d{1,12}[KM]?$/i)
	.transform((value) => {
		const unit = value.at(-1)?.toUpperCase();
		return Number.parseInt(value, 10) * (unit === 'M' ? 1024 * 1024 : unit === 'K' ? 1024 : 1);
	})
	.pipe(z.number().min(65_536).max(268_435_456));

const wholeNumber = (min: number, max: number) =>
	text.regex(/^\d+$/).transform(Number).pipe(z.number().int().min(min).max(max));

const databaseUrl = text.refine((value) => {
	if (!URL.canParse(value)) return false;
	const url = new URL(value);
	return /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
});

const publicOrigin = text.refine((value) => {
	if (!URL.canParse(value)) return false;
	const url = new URL(value);
	return /^https?:$/.test(url.protocol) && url.origin === value.replace(/\/$/, '');
});

type Setting<T extends z.ZodType> = { schema: T; zh: string; en: string; isSecret?: boolean };
const setting = <T extends z.ZodType>(schema: T, zh: string, en: string, isSecret = false): Setting<T> => ({
	schema,
	zh,
	en,
	isSecret
});

const flag = text.pipe(z.enum(['0', '1'])).transform((value) => value === '1');

/** Every setting there is: the environment variable, its rule, and what it should be in both languages. */
const settings = {
	HOST: setting(
		text.regex(/^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*)$/i).default('127.0.0.1'),
		'主机名或 IP 地址，如 127.0.0.1 或 0.0.0.0',
		'a host name or an IP address such as 127.0.0.1 or 0.0.0.0'
	),
	PORT: setting(
		wholeNumber(0, 65_535).default(3000),
		'0 到 65535 的整数（0 为任意空闲端口）',
		'a whole number from 0 to 65535 (0 takes any free port)'
	),
	ORIGIN: setting(
		publicOrigin.transform((value) => value.replace(/\/$/, '')).optional(),
		'浏览器看到的网址，只含协议、主机和端口，如 https://anlan.example.cn',
		'the address browsers see: scheme, host and port only, such as https://anlan.example.cn'
	),
	DATABASE_URL: setting(
		databaseUrl.optional(),
		'带库名的 PostgreSQL 网址，如 postgresql://用户:密码@主机:5432/anlan',
		'a PostgreSQL address with a database name, such as postgresql://user:password@host:5432/anlan',
		true
	),
	ANLAN_DATA: setting(text.min(1).default('.anlan'), '数据文件夹的路径', 'the path of the data folder'),
	ANLAN_COUNTY: setting(
		text
			.regex(/^[1-9]\d{5}$/)
			.refine((code) => !code.endsWith('00'))
			.default('430426'),
		'县级行政区划代码，六位数字，如 430426',
		'the six-digit code of a county, such as 430426'
	),
	ANLAN_DEMO: setting(
		flag.optional(),
		'1（允许演示数据与演示密码）或 0（不允许）',
		'1 (demonstration data and passwords allowed) or 0 (not allowed)'
	),
	ANLAN_TIANDITU_KEY: setting(
		text.regex(/^[0-9a-z]{16,64}$/i).optional(),
		'天地图的服务端密钥，16 到 64 位字母与数字',
		'a Tianditu server key of 16 to 64 letters and digits',
		true
	),
	ANLAN_MAP_APPROVAL: setting(
		text.min(1).max(60).optional(),
		'地图审图号，至多 60 字，如 GS（2024）0650号',
		'the map approval number, at most 60 characters'
	),
	ANLAN_PMTILES: setting(
		text.regex(/^[^/\\\0]+\.pmtiles$/).optional(),
		'数据文件夹里已有的 .pmtiles 文件的文件名，不含路径',
		'the bare name of a .pmtiles file that is in the data folder'
	),
	ANLAN_CAP_FOLDER: setting(
		text.min(1).optional(),
		'监视的预警文件夹的路径',
		'the path of the folder of warnings to watch'
	),
	ANLAN_PEOPLE_KEYS: setting(text.min(1).optional(), '人员密钥文件的路径', 'the path of the people key file'),
	ANLAN_TRUST_PROXY: setting(
		wholeNumber(0, 5).default(0),
		'前面可信的反向代理个数，0 到 5',
		'the number of trusted reverse proxies in front, 0 to 5'
	),
	ANLAN_BODY_LIMIT: setting(
		byteSize.default(8 * 1024 * 1024),
		'请求体上限，64K 到 256M，如 8M',
		'the largest request body, from 64K to 256M, such as 8M'
	),
	LOG_LEVEL: setting(
		text.pipe(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])).default('info'),
		'fatal、error、warn、info、debug、trace、silent 之一',
		'one of fatal, error, warn, info, debug, trace, silent'
	)
};

type Name = keyof typeof settings;
type Values = { [K in Name]: z.output<(typeof settings)[K]['schema']> };

/** The settings of one run, checked. Paths are absolute, sizes are bytes. */
export type Config = {
	host: string;
	/** 0 means any free port. */
	port: number;
	/** Whether only this machine can reach `host`. */
	isLoopback: boolean;
	/** The public origin behind a proxy, without a trailing slash; null when browsers come straight to `host:port`. */
	origin: string | null;
	/** A PostgreSQL of one's own; null means the embedded one. */
	databaseUrl: string | null;
	dataDir: string;
	/** County code, six digits (GB/T 2260). */
	county: string;
	/** Whether demonstration data may be loaded and demonstration passwords are accepted. */
	isDemoAllowed: boolean;
	tiandituKey: string | null;
	mapApproval: string | null;
	/** Absolute path of the base map in the data folder. */
	pmtiles: string | null;
	/** Absolute path of a people key file outside the data folder; null means the one in it, made at the first start. */
	peopleKeys: string | null;
	/** Absolute path of the folder whose CAP files are taken in; null means none is watched. */
	capFolder: string | null;
	/** How many reverse proxies in front are trusted to name the client's address. */
	trustProxy: number;
	bodyLimit: number;
	logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
};

function wrong(name: Name, value: string): { zh: string; en: string } {
	const { zh, en, isSecret } = settings[name];
	const shown = isSecret ? '***' : value.length > 80 ? `${value.slice(0, 80)}…` : value;
	return {
		zh: `设置 ${name}=${shown} 不对，应为：${zh}。`,
		en: `Setting ${name}=${shown} is wrong: it should be ${en}.`
	};
}

/**
 * Reads and checks all settings. An empty variable counts as not set. Throws a StartFailure (exit code 2) that names
 * every bad setting with its value and what it should be; secrets are not repeated.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
	const values: Partial<Record<Name, unknown>> = {};
	const faults: { zh: string; en: string }[] = [];
	for (const name of Object.keys(settings) as Name[]) {
		const given = env[name]?.trim() ? env[name] : undefined;
		const parsed = settings[name].schema.safeParse(given);
		if (parsed.success) values[name] = parsed.data;
		else faults.push(wrong(name, given ?? ''));
	}
	const read = values as Values;
	const dataDir = resolve(projectRoot, read.ANLAN_DATA ?? '.anlan');
	const pmtiles = read.ANLAN_PMTILES ? join(dataDir, read.ANLAN_PMTILES) : null;
	if (pmtiles && !existsSync(pmtiles)) faults.push(wrong('ANLAN_PMTILES', read.ANLAN_PMTILES ?? ''));
	if (faults.length > 0) throw new StartFailure(2, faults);

	const isLoopback = loopbackHosts.test(read.HOST);
	const isLocalOrigin = read.ORIGIN === undefined || loopbackHosts.test(new URL(read.ORIGIN).hostname);
	return {
		host: read.HOST,
		port: read.PORT,
		isLoopback,
		origin: read.ORIGIN ?? null,
		databaseUrl: read.DATABASE_URL ?? null,
		dataDir,
		county: read.ANLAN_COUNTY,
		isDemoAllowed: read.ANLAN_DEMO ?? (isLoopback && isLocalOrigin && read.ANLAN_TRUST_PROXY === 0),
		tiandituKey: read.ANLAN_TIANDITU_KEY ?? null,
		mapApproval: read.ANLAN_MAP_APPROVAL ?? null,
		pmtiles,
		peopleKeys: read.ANLAN_PEOPLE_KEYS ? resolve(projectRoot, read.ANLAN_PEOPLE_KEYS) : null,
		capFolder: read.ANLAN_CAP_FOLDER ? resolve(projectRoot, read.ANLAN_CAP_FOLDER) : null,
		trustProxy: read.ANLAN_TRUST_PROXY,
		bodyLimit: read.ANLAN_BODY_LIMIT,
		logLevel: read.LOG_LEVEL
	};
}
