import type { core } from 'zod';
import type { FieldProblem } from './problems.ts';

type Issue = core.$ZodIssue;

/** Words for one issue Zod found: what is wrong and what is wanted, in both languages. */
function words(issue: Issue): { zh: string; en: string } {
	switch (issue.code) {
		case 'invalid_type':
			return issue.input === undefined
				? { zh: '必填', en: 'required' }
				: { zh: `类型不对，应为${typeZh(issue.expected)}`, en: `should be a ${issue.expected}` };
		case 'too_small':
			if (issue.origin === 'string')
				return issue.minimum === 1
					? { zh: '必填', en: 'required' }
					: { zh: `至少 ${issue.minimum} 个字`, en: `at least ${issue.minimum} characters` };
			if (issue.origin === 'array') return { zh: `至少 ${issue.minimum} 项`, en: `at least ${issue.minimum} items` };
			return { zh: `不能小于 ${issue.minimum}`, en: `not below ${issue.minimum}` };
		case 'too_big':
			if (issue.origin === 'string')
				return { zh: `最多 ${issue.maximum} 个字`, en: `at most ${issue.maximum} characters` };
			if (issue.origin === 'array') return { zh: `最多 ${issue.maximum} 项`, en: `at most ${issue.maximum} items` };
			return { zh: `不能大于 ${issue.maximum}`, en: `not above ${issue.maximum}` };
		case 'invalid_value':
			return { zh: '不在可选范围内', en: 'not one of the choices' };
		case 'unrecognized_keys':
			return { zh: `多余的内容：${issue.keys.join('、')}`, en: `unknown: ${issue.keys.join(', ')}` };
		case 'custom':
			return CUSTOM[issue.message] ?? { zh: '不符合要求', en: 'not allowed' };
		default:
			return { zh: '格式不对', en: 'wrong format' };
	}
}

/** What our own schemas find wrong, by the word they say it with. */
const CUSTOM: Record<string, { zh: string; en: string }> = {
	controlCharacters: { zh: '含有不能使用的字符', en: 'contains characters that cannot be used' },
	marks: { zh: '须以文字或数字开头，不能有花括号', en: 'must begin with a letter or a digit and have no braces' },
	partInName: {
		zh: '请去掉开头的“其中”，在下面选它属于哪个指标',
		en: 'leave out 其中 and choose below what it is part of'
	},
	unitInName: {
		zh: '请去掉末尾括号里的单位，单位在下面选',
		en: 'leave out the unit in brackets: it is chosen below'
	}
};

const TYPES_ZH: Record<string, string> = {
	string: '文字',
	number: '数字',
	int: '整数',
	boolean: '是或否',
	array: '列表',
	object: '一组内容'
};

function typeZh(type: string): string {
	return TYPES_ZH[type] ?? type;
}

/** The issues of a failed parse as field problems, at most 50. */
export function describeIssues(issues: readonly Issue[]): FieldProblem[] {
	return issues.slice(0, 50).map((issue) => ({ path: issue.path.map(String).join('.'), ...words(issue) }));
}
