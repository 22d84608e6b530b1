/** Typefaces as Word knows them: those that official documents ask for. */
export const WORD_FACES = {
	body: '仿宋',
	title: '方正小标宋简体',
	heading: '黑体',
	/** Has the characters beyond the basic plane, which 仿宋 lacks. */
	rare: 'SimSun-ExtB'
} as const;
export type WordFace = keyof typeof WORD_FACES;

/** What stands in for a typeface that a machine lacks; the first it has. */
const STAND_INS: Record<WordFace, string> = {
	body: 'FangSong,仿宋_GB2312,FZFangSong-Z02,Noto Serif SC',
	title: 'FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong,Noto Serif SC',
	heading: 'SimHei,Noto Sans SC',
	rare: '宋体-ExtB,Noto Serif SC'
};

/** `word/fontTable.xml`. */
export function fontTable(): string {
	const fonts = (Object.keys(WORD_FACES) as WordFace[]).map(
		(face) =>
			`<w:font w:name="${WORD_FACES[face]}"><w:altName w:val="${STAND_INS[face]}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`
	);
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}</w:fonts>`;
}
