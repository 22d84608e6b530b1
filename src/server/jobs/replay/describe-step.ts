import type { ReplayStep } from './replay-script.ts';

/** What a step says on the terminal; null for the many counts, which are summed up. */
export function describeStep(step: ReplayStep, names: ReadonlyMap<string, string>): [zh: string, en: string] | null {
	const name = 'shelterId' in step ? (names.get(step.shelterId) ?? '') : '';
	switch (step.kind) {
		case 'level':
			return [`响应级别调整为 ${['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ'][step.level - 1]}`, `response level ${step.level}`];
		case 'phase':
			return [step.phase === 'response' ? '进入应急响应' : '进入过渡安置', `phase: ${step.phase}`];
		case 'open':
			return [`启用安置点：${name}`, 'shelter opened'];
		case 'condition':
			return [`${name}：${step.reason}`, `condition ${step.condition}`];
		case 'differ':
			return [`${name}：两次上报不同，待核定`, 'two counts differ'];
		case 'settle':
			return [`${name}：已核定`, 'settled'];
		case 'count':
			return step.isLate ? [`${name}：断网，5 小时前的人数刚送到`, 'a late count; silent since'] : null;
		case 'village':
			return null;
	}
}
