import { createHash } from 'node:crypto';
import { idCheckDigit } from '#domain/people/id-number.ts';
import type { PersonSecret } from '#domain/people/person.ts';

/** Surnames with their share of all people, in tenths of a percent (practice: 公安部 2020); the rest follow below. */
const SURNAMES =
	'王72 李71 张68 刘54 陈45 杨31 黄22 赵21 吴20 周20 徐17 孙15 马13 朱13 胡12 郭11 何11 林10 高10 罗10 郑9 梁8 谢8 宋8 唐7 许7 韩7 冯6 邓6 曹6 彭6 曾6 肖6 田6 董5 袁5 潘5 于5 蒋5 蔡5 余5 杜5 叶5 程5 苏5 魏5 吕5 丁5 任5 沈5 姚4 卢4 姜4 崔4 钟4 谭4 陆4 汪4 范4 金4 石4 廖4 贾4 夏4 韦4 付4 方4 白4 邹3 孟3 熊3 秦3 邱3 江3 尹3 薛3 闫3 段3 雷3 侯3 龙3 史3 陶3 黎3 贺3 顾3 毛3 郝3 龚3 邵3 万3 钱3 严3 覃3 武3 戴3 莫3 孔3 向2 汤2 单1 仇1 区1 朴1 解1 查1 华1 欧阳1 万俟1 司马1 尉迟1';
/** Characters of given names, the most frequent first. */
const GIVEN =
	'明华国文英玉秀小红军平志建春丽海云林伟德生金兰成永桂清梅荣福芳光龙凤祥庆珍学忠立美东新良强兴义霞元长宝树峰安艳敏天世宏燕勇正娟杰洪胜发来亮山利全少萍大仁喜贵振辉飞超俊磊洋静涛鹏波斌刚健民才根水连花香莲月爱淑惠慧琴珠翠晓雪雨欣怡佳思梦子涵浩宇轩博文雅婷倩莹琳瑶洁颖蕾丹彤妍嘉诗语若晨阳旭东昊天翔凯然泽楠乐行重朝盛传调还藏参曾单仇';

/** Picks whole numbers below a bound, the same in each run. */
export type Pick = (below: number) => number;

/** The same picks in each run. */
export function picks(seed: number): Pick {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** Picks items as often as their weights say. */
function weighted<T>(items: readonly (readonly [T, number])[]): (pick: Pick) => T {
	const slots = items.flatMap(([item, weight]) => Array.from({ length: Math.ceil(weight) }, () => item));
	return (pick) => slots[pick(slots.length)]!;
}

const pickSurname = weighted(SURNAMES.split(' ').map((each) => [each.replace(/\d/g, ''), Number(/\d+/.exec(each))]));
/** Few characters make most names: the n-th is as frequent as 1 / (n + 20). */
const pickGiven = weighted([...GIVEN].map((each, at) => [each, 2_000 / (at + 20)] as const));

/** Invents people of a county, one after the other: names as frequent as in life, no document twice. */
export class Crowd {
	readonly #pick: Pick;
	readonly #countyCode: string;
	readonly #bornOn = new Map<string, number>();
	readonly #shift: number;

	/** Crowds with another `shift` (up to some hundreds) have other documents, as long as they are small. */
	constructor(seed: number, countyCode: string, shift = 0) {
		this.#pick = picks(seed);
		this.#countyCode = countyCode;
		this.#shift = shift;
	}

	next(): PersonSecret {
		const pick = this.#pick;
		const given = pickGiven(pick) + (pick(7) > 0 ? pickGiven(pick) : '');
		return {
			name: pickSurname(pick) + given,
			document: { kind: 'residentId', number: this.#nextNumber() },
			sex: pick(2) === 0 ? 'male' : 'female',
			birthDate: null,
			phone: pick(4) === 0 ? '' : `1${3 + pick(7)}${String(pick(1_000_000_000)).padStart(9, '0')}`,
			needNote: '',
			nextOfKin: null
		};
	}

	/** One of those from this list. */
	among<T>(items: readonly T[]): T {
		return items[this.#pick(items.length)]!;
	}

	/** A citizen's number that nobody had before: those born on a day get places in no order. */
	#nextNumber(): string {
		const day = `${1930 + this.#pick(95)}${two(1 + this.#pick(12))}${two(1 + this.#pick(28))}`;
		const nth = this.#bornOn.get(day) ?? 0;
		this.#bornOn.set(day, nth + 1);
		const start = createHash('md5').update(day).digest().readUInt16BE(0);
		const digits = `${this.#countyCode}${day}${String((start + this.#shift * 7 + nth * 37) % 1000).padStart(3, '0')}`;
		return digits + idCheckDigit(digits);
	}
}

const two = (number: number) => String(number).padStart(2, '0');
