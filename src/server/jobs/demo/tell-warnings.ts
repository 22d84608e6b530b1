import type { Area } from '#domain/areas/area-code.ts';
import type { KeptWarning } from '#domain/warnings/find-warnings.ts';
import type { Warning, WarningInfo, WarningReference } from '#domain/warnings/warning.ts';
import type { DemoAccountRow } from './demo-accounts.ts';
import type { DemoPlaces } from './demo-places.ts';
import { hoursBefore } from './demo-time.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Townships of the local warning. */
const MOUNTAINS = 5;

interface Said {
	event: string;
	headline: string;
	description: string;
	instruction: string;
}

interface WarningRecipe {
	number: string;
	hoursAgo: number;
	lastsHours: number;
	severity: WarningInfo['severity'];
	references?: WarningReference[];
	areas: readonly Area[];
	zh: Said;
	en: Said;
}

const ICE = {
	zh: { event: '道路结冰', instruction: '减少外出；山区群众按通知转移；断电户到就近安置点取暖。' },
	en: { event: 'Road icing', instruction: 'Stay off the roads; move when told to; warm up at the nearest shelter.' }
};

/** The weather service's warnings of the ice disaster: one for the county, its update, and one for the mountains. */
export function tellWarnings(
	{ county, townships }: DemoPlaces,
	{ desk, now, random }: { desk: DemoAccountRow; now: string; random: SeededRandom }
): KeptWarning[] {
	const sender = `qxt-${county.code}@demo.invalid`;
	const tell = (recipe: WarningRecipe): KeptWarning => {
		const sent = wholeSecond(hoursBefore(now, recipe.hoursAgo));
		const identifier = `${county.code}-${recipe.number}`;
		const infos = (['zh', 'en'] as const).map((language) => infoOf(recipe, language, sent, county));
		const references = recipe.references ?? [];
		const messageType = references.length > 0 ? 'Update' : 'Alert';
		const warning: Warning = {
			...{ identifier, sender, sent, status: 'Actual', messageType, scope: 'Public', note: '演示', references, infos }
		};
		return {
			id: random.id(sent),
			warning,
			areaCodes: recipe.areas.map(({ code }) => code).sort(),
			fileName: `${identifier}.xml`,
			cameBy: 'upload',
			receivedAt: hoursBefore(now, recipe.hoursAgo - 0.2),
			accountName: desk.displayName
		};
	};
	const first = tell({
		number: '01',
		hoursAgo: 146,
		lastsHours: 72,
		severity: 'Moderate',
		areas: [county],
		zh: {
			...ICE.zh,
			headline: `${county.name}道路结冰黄色预警（演示）`,
			description: '受强冷空气影响，未来三天持续低温雨雪冰冻，路面、桥面将出现结冰。'
		},
		en: {
			...ICE.en,
			headline: 'Yellow warning of road icing (demonstration)',
			description: 'Strong cold air brings three days of freezing rain and snow; roads and bridges will ice over.'
		}
	});
	const { sent, identifier } = first.warning;
	const update = tell({
		number: '02',
		hoursAgo: 99,
		lastsHours: 120,
		severity: 'Severe',
		references: [{ sender, identifier, sent }],
		areas: [county],
		zh: {
			...ICE.zh,
			headline: `${county.name}道路结冰橙色预警（演示）`,
			description: '冻雨持续，国省道多处结冰封闭，电力线路大面积覆冰。'
		},
		en: {
			...ICE.en,
			headline: 'Orange warning of road icing (demonstration)',
			description: 'The freezing rain goes on; national and provincial roads are closed by ice, power lines are coated.'
		}
	});
	const mountains = tell({
		number: '03',
		hoursAgo: 20,
		lastsHours: 36,
		severity: 'Extreme',
		areas: northWest(townships.map(({ area }) => area)),
		zh: {
			event: '电线积冰',
			headline: '山区乡镇电线积冰红色预警（演示）',
			description: '山区乡镇积冰厚度达 30 毫米以上，倒杆断线风险高。',
			instruction: '远离杆塔和线路；停电村组启用备用电源，优先保障安置点。'
		},
		en: {
			event: 'Icing of power lines',
			headline: 'Red warning of ice on power lines in the mountains (demonstration)',
			description: 'Ice of more than 30 mm lies on the lines of the mountain townships; poles may fall.',
			instruction: 'Keep away from poles and lines; give spare power to shelters first.'
		}
	});
	return [first, update, mountains];
}

function infoOf(recipe: WarningRecipe, language: 'zh' | 'en', sent: string, county: Area): WarningInfo {
	const expires = wholeSecond(hoursBefore(sent, -recipe.lastsHours));
	return {
		language: language === 'zh' ? 'zh-CN' : 'en-US',
		categories: ['Met'],
		responses: ['Prepare'],
		urgency: 'Expected',
		severity: recipe.severity,
		certainty: 'Likely',
		effective: sent,
		onset: null,
		expires,
		senderName: language === 'zh' ? `${county.name}气象台` : `Weather office of ${county.name}`,
		web: '',
		contact: '',
		eventCodes: [],
		parameters: [],
		areas: recipe.areas.map(({ code, name }) => ({
			description: name,
			polygons: [],
			circles: [],
			geocodes: [{ name: '行政区划代码', value: code.padEnd(12, '0') }],
			altitudeM: null,
			ceilingM: null
		})),
		...recipe[language]
	};
}

/** The townships farthest to the north-west, where the county's mountains are. */
function northWest(townships: readonly Area[]): Area[] {
	const east = ({ lng, lat }: Area) => (lng ?? 0) - (lat ?? 0);
	return [...townships].sort((a, b) => east(a) - east(b)).slice(0, MOUNTAINS);
}

function wholeSecond(moment: string): string {
	return `${moment.slice(0, 19)}.000Z`;
}
