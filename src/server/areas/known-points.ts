import type { Position } from '#domain/areas/coordinates.ts';

/**
 * Rough positions of townships (WGS84), where somebody who knows the county wrote them down: good enough that
 * neighbours are neighbours on the schematic map, not to navigate by. A county without an entry gets an even spread.
 * The first entry is the county seat and stays where it is; the others are balanced a little.
 */
export const APPROXIMATE_TOWNSHIP_POINTS: Readonly<Record<string, readonly (readonly [code: string, at: Position])[]>> =
	{
		// 祁东县: 四明山 in the north-west, the 湘江 along the south and south-east, the 湘桂 railway from west to east.
		'430426': [
			['430426001', [112.108, 26.768]], // 洪桥街道
			['430426002', [112.075, 26.805]], // 玉合街道
			['430426003', [112.145, 26.8]], // 永昌街道
			['430426004', [112.215, 26.79]], // 白鹤街道
			['430426102', [111.86, 26.92]], // 金桥镇
			['430426103', [111.99, 26.87]], // 鸟江镇
			['430426104', [112.28, 26.62]], // 粮市镇
			['430426105', [112.23, 26.53]], // 河洲镇
			['430426106', [112.12, 26.51]], // 归阳镇
			['430426107', [112.1, 26.67]], // 过水坪镇
			['430426108', [112.2, 26.69]], // 双桥镇
			['430426109', [112.26, 26.73]], // 灵官镇
			['430426110', [111.97, 26.7]], // 风石堰镇
			['430426111', [111.86, 26.64]], // 白地市镇
			['430426112', [111.77, 26.73]], // 黄土铺镇
			['430426113', [111.89, 26.78]], // 石亭子镇
			['430426114', [111.76, 26.85]], // 官家嘴镇
			['430426115', [111.7, 26.92]], // 步云桥镇
			['430426116', [112.02, 26.61]], // 砖塘镇
			['430426117', [111.98, 26.95]], // 蒋家桥镇
			['430426118', [111.65, 27.0]], // 太和堂镇
			['430426200', [111.78, 26.99]], // 马杜桥乡
			['430426201', [111.6, 26.86]], // 凤歧坪乡
			['430426202', [112.0, 26.78]] // 城连墟乡
		]
	};
