import { crc32, deflateRawSync } from 'node:zlib';

/** One file inside a zip made by hand. `declaredSize` lies about its unpacked size. */
export interface ZipFile {
	name: string;
	content: string | Buffer;
	declaredSize?: number;
	isEncrypted?: boolean;
}

/** A zip file made by hand, so that tests can make hostile ones too. */
export function zipOf(files: readonly ZipFile[]): Buffer {
	const locals: Buffer[] = [];
	const central: Buffer[] = [];
	let offset = 0;
	for (const { name, content, declaredSize, isEncrypted } of files) {
		const raw = Buffer.from(content);
		const packed = deflateRawSync(raw);
		const path = Buffer.from(name);
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(isEncrypted ? 1 : 0, 2);
		common.writeUInt16LE(8, 4);
		common.writeUInt32LE(crc32(raw), 10);
		common.writeUInt32LE(packed.length, 14);
		common.writeUInt32LE(declaredSize ?? raw.length, 18);
		common.writeUInt16LE(path.length, 22);
		const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, packed]);
		const entry = Buffer.alloc(46);
		entry.write('PK\x01\x02', 0, 'latin1');
		entry.writeUInt16LE(20, 4);
		common.copy(entry, 6, 0, 26);
		entry.writeUInt32LE(offset, 42);
		central.push(Buffer.concat([entry, path]));
		locals.push(local);
		offset += local.length;
	}
	const directory = Buffer.concat(central);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 0, 'latin1');
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...locals, directory, end]);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a workbook whose first sheet has the given XML inside `sheetData`. */
export function workbookParts(sheetData: string, extra: ZipFile[] = []): ZipFile[] {
	return [
		{
			name: '_rels/.rels',
			content: `<Relationships><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
		},
		{
			name: 'xl/workbook.xml',
			content: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="隐藏" state="hidden" r:id="r9"/><sheet name="场所" r:id="r1"/></sheets></workbook>`
		},
		{
			name: 'xl/_rels/workbook.xml.rels',
			content: `<Relationships><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`
		},
		{
			name: 'xl/worksheets/sheet1.xml',
			content: `<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`
		},
		...extra
	];
}
