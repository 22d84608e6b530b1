import type { IdentityDocument } from '#domain/people/identity-document.ts';
import type { Relation } from '#domain/people/person.ts';
import { isCalendarDay, type Sex } from '#domain/people/id-number.ts';

/* What people write in the columns of a register. */

const RELATIONS: Readonly<Record<string, Relation>> = Object.fromEntries(
	(
		[
			['head', '户主 本人 户主本人 head'],
			['spouse', '配偶 妻 妻子 丈夫 夫 爱人 spouse wife husband'],
			[
				'child',
				'子女 子 女 儿子 女儿 长子 次子 三子 四子 独生子 长女 次女 三女 四女 独生女 养子 养女 继子 继女 child son daughter'
			],
			['grandchild', '孙子女 孙子 孙女 孙 外孙 外孙女 外孙子 曾孙 曾孙女 grandchild'],
			['parent', '父母 父亲 母亲 父 母 岳父 岳母 公公 婆婆 继父 继母 养父 养母 parent father mother'],
			['grandparent', '祖父母 祖父 祖母 爷爷 奶奶 外祖父 外祖母 外公 外婆 曾祖父 曾祖母 grandparent'],
			['sibling', '兄弟姐妹 兄弟 姐妹 哥哥 弟弟 姐姐 妹妹 兄 弟 姐 妹 sibling brother sister'],
			['other', '其他 other 儿媳 女婿 孙媳 孙女婿 嫂 弟媳 侄子 侄女 外甥 外甥女 叔 伯 姑 舅 姨 其他亲属 非亲属']
		] as const
	).flatMap(([relation, words]) => words.split(' ').map((word) => [word, relation]))
);

/** How somebody stands to the head; a word that is not known is some other relation. Null when nothing is written. */
export function readRelation(text: string): Relation | null {
	return text === '' ? null : (RELATIONS[text] ?? RELATIONS[text.toLowerCase()] ?? 'other');
}

const DOCUMENTS: Readonly<Record<string, IdentityDocument['kind']>> = Object.fromEntries(
	(
		[
			['residentId', '居民身份证 身份证 公民身份证 二代身份证 居住证 港澳台居民居住证 idcard id'],
			['passport', '护照 passport'],
			['hkMacaoPermit', '港澳居民来往内地通行证 港澳通行证 回乡证'],
			['taiwanPermit', '台湾居民来往大陆通行证 台胞证'],
			['none', '无证件 无 无证 没有 未办理 none']
		] as const
	).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind]))
);

/** The kind of document: the ID card when nothing is written. Null for a word that is not known. */
export function readDocumentKind(text: string): IdentityDocument['kind'] | null {
	if (text === '') return 'residentId';
	return DOCUMENTS[text] ?? DOCUMENTS[text.toLowerCase().replace(/\s/g, '')] ?? null;
}

const SEXES: Readonly<Record<string, Sex>> = {
	男: 'male',
	男性: 'male',
	m: 'male',
	male: 'male',
	女: 'female',
	女性: 'female',
	f: 'female',
	female: 'female'
};

/** The sex: null when nothing is written, undefined when it is not understood. */
export function readSex(text: string): Sex | null | undefined {
	if (text === '') return null;
	return SEXES[text] ?? SEXES[text.toLowerCase()];
}

const YES = new Set('是 有 同意 对 √ ✓ ✔ 1 y yes true'.split(' '));
const NO = new Set(['', ...'否 无 没有 不同意 不 × x 0 n no false / - —'.split(' ')]);

/** Yes or no; null when it is something else, which for a need says more than yes. */
export function readYes(text: string): boolean | null {
	if (NO.has(text)) return false;
	const word = text.toLowerCase();
	return YES.has(word) ? true : NO.has(word) ? false : null;
}

/**
 * A calendar day as people write it: `1950-1-9`, `1950/01/09`, `1950.1.9`, `19500109`, `1950年1月9日`, a cell with a
 * date. Null when nothing is written, undefined when it is no day.
 */
export function readDay(text: string): string | null | undefined {
	if (text === '') return null;
	if (/^\d{4}-\d\d-\d\d$/.test(text)) return isCalendarDay(text) ? text : undefined;
	const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?: 00:00:00)?$/.exec(text);
	if (!parts) return undefined;
	const [, year = '', ...rest] = parts;
	const [month, day] = rest.filter((part) => part !== undefined);
	const written = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
	return isCalendarDay(written) ? written : undefined;
}
