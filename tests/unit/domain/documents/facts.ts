import type { AreaFigures } from '#domain/documents/document.ts';
import type { DocumentFacts } from '#domain/documents/facts.ts';
import type { DocumentWords } from '#domain/documents/issue-document.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import { NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';

/** Characters that names hold and common typefaces lack. */
export const RARE = '𠅤𬱖㛃龘䶮';

const NAMES = ['洪桥街道', '白地市镇', '金桥镇', '鸟江镇', '粮市镇', '河洲镇', '归阳镇', `${RARE}乡`];

/** Townships with figures of their own and the county with their sums. */
export function someAreas(townships = NAMES.length, factor = 1): AreaFigures[] {
	const below = Array.from({ length: townships }, (_, at): AreaFigures => ({
		code: `430426${101 + at}`,
		name: NAMES[at] ?? `第${at + 1}镇`,
		units: 15,
		reported: at % 4 === 3 ? 12 : 15,
		figures: Object.fromEntries(
			NATIONAL_INDICATORS.map(({ key, decimals }, index) => [
				key,
				decimals === 0 ? String((at + 1) * (index + 3) * 7 * factor) : `${(at + 1) * (index + 3) * factor}.25`
			])
		)
	}));
	const figures = Object.fromEntries(
		NATIONAL_INDICATORS.map(({ key }) => [key, addDecimals(below.map((area) => area.figures[key] ?? '0'))])
	);
	const sum = (of: 'units' | 'reported') => below.reduce((all, area) => all + area[of], 0);
	return [{ code: '430426', name: '祁东县', units: sum('units'), reported: sum('reported'), figures }, ...below];
}

export function someFacts(over: Partial<DocumentFacts> = {}): DocumentFacts {
	return {
		kind: 'bulletin',
		number: 1,
		county: '祁东县',
		event: {
			id: '0198c0de-0000-7000-8000-000000000001',
			name: '“1·12”低温雨雪冰冻灾害',
			startedAt: '2026-01-12T00:00:00.000Z',
			phase: 'response',
			level: 3
		},
		asOf: '2026-01-20T00:30:00.000Z',
		areas: someAreas(),
		local: [],
		previous: null,
		...over
	};
}

export function someWords(over: Partial<DocumentWords> = {}): DocumentWords {
	return {
		title: '“1·12”低温雨雪冰冻灾害灾情快报',
		issuer: '祁东县应急管理局',
		reference: '祁应急报〔2026〕3号',
		responsible: `王${RARE}`,
		filledBy: '李四',
		texts: { situation: '{县名}受灾人口{受灾人口}。', response: '', next: '' },
		...over
	};
}
