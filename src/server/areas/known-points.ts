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
			['430426002', [112.07, 26.83]], // 玉合街道
			['430426003', [112.14, 26.8]], // 永昌街道
			['430426004', [112.215, 26.775]], // 白鹤街道
			['430426102', [111.85, 26.92]], // 金桥镇
			['430426103', [111.97, 26.875]], // 鸟江镇
			['430426104', [112.28, 26.59]], // 粮市镇
			['430426105', [112.27, 26.505]], // 河洲镇
			['430426106', [112.165, 26.54]], // 归阳镇
			['430426107', [112.09, 26.69]], // 过水坪镇
			['430426108', [112.18, 26.68]], // 双桥镇
			['430426109', [112.19, 26.615]], // 灵官镇
			['430426110', [111.99, 26.7]], // 风石堰镇
			['430426111', [111.985, 26.65]], // 白地市镇
			['430426112', [111.815, 26.83]], // 黄土铺镇
			['430426113', [111.89, 26.8]], // 石亭子镇
			['430426114', [111.77, 26.855]], // 官家嘴镇
			['430426115', [111.7, 26.905]], // 步云桥镇
			['430426116', [111.93, 26.755]], // 砖塘镇
			['430426117', [111.635, 26.93]], // 蒋家桥镇
			['430426118', [111.69, 26.985]], // 太和堂镇
			['430426200', [111.79, 26.985]], // 马杜桥乡
			['430426201', [111.6, 26.86]], // 凤歧坪乡
			['430426202', [111.99, 26.78]] // 城连墟乡
		]
	};
