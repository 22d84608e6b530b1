import { FileRefusal } from '../table.ts';
import { readXml } from './xml.ts';
import type { ZipParts } from './zip.ts';

/** Where the parts of a workbook are that reading its first visible sheet needs. */
export interface Workbook {
	sheetName: string;
	sheetPath: string;
	sharedStringsPath: string | null;
	stylesPath: string | null;
	/** Days count from 1904 instead of 1900 (old Macintosh files). */
	isDate1904: boolean;
}

interface Relation {
	type: string;
	target: string;
}

/** Relations of a part: id → what kind of part is where, as paths inside the zip. */
async function readRelations(parts: ZipParts, path: string): Promise<Map<string, Relation>> {
	const cut = path.lastIndexOf('/') + 1;
	const [folder, file] = [path.slice(0, cut), path.slice(cut)];
	const relations = new Map<string, Relation>();
	await readXml(parts, `${folder}_rels/${file}.rels`, {
		open(name, { Id = '', Type = '', Target = '' }) {
			if (name !== 'Relationship') return;
			const target = Target.startsWith('/') ? Target.slice(1) : new URL(Target, `zip:///${folder}`).pathname.slice(1);
			relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target });
		}
	});
	return relations;
}

/** Finds the first visible sheet of a workbook and the parts it refers to. */
export async function readWorkbook(parts: ZipParts): Promise<Workbook> {
	const root = [...(await readRelations(parts, '')).values()].find(({ type }) => type === 'officeDocument');
	const workbookPath = root?.target ?? 'xl/workbook.xml';
	const relations = await readRelations(parts, workbookPath);
	const sheets: { name: string; relationId: string }[] = [];
	let isDate1904 = false;
	await readXml(parts, workbookPath, {
		open(name, attributes) {
			if (name === 'workbookPr') isDate1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
			if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
			const relationId = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
			sheets.push({ name: attributes.name ?? '', relationId });
		}
	});
	const sheet = sheets.find(({ relationId }) => relations.get(relationId)?.type === 'worksheet');
	const sheetPath = sheet && relations.get(sheet.relationId)?.target;
	if (!sheet || !sheetPath || !parts.has(sheetPath)) throw new FileRefusal('文件里没有工作表', 'it has no worksheet');
	const pathOf = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.target ?? null;
	return {
		sheetName: sheet.name,
		sheetPath,
		sharedStringsPath: pathOf('sharedStrings'),
		stylesPath: pathOf('styles'),
		isDate1904
	};
}
