import { ok, refuse, type Result } from '#domain/shared/result.ts';
import {
	CAP_CATEGORY,
	CAP_CERTAINTY,
	CAP_MESSAGE_TYPE,
	CAP_RESPONSE,
	CAP_SCOPE,
	CAP_SEVERITY,
	CAP_STATUS,
	CAP_URGENCY,
	type Warning,
	type WarningArea,
	type WarningInfo,
	type WarningReference
} from '#domain/warnings/warning.ts';
import { FileRefusal } from '../table.ts';
import { CapFields } from './cap-fields.ts';
import { readCapTree } from './cap-tree.ts';
import { readCircle, readPolygon } from './read-shapes.ts';

/**
 * Reads a CAP 1.2 file, strictly: what the standard requires must be there, once, with the standard's values.
 *
 * @returns the warning with all its info blocks, or `invalidFile` with what is wrong
 */
export function readCap(bytes: Uint8Array): Result<Warning> {
	try {
		return ok(readAlert(new CapFields(readCapTree(bytes))));
	} catch (error) {
		if (error instanceof FileRefusal) return refuse(error.problem);
		throw error;
	}
}

function readAlert(alert: CapFields): Warning {
	if (alert.name !== 'alert') throw new FileRefusal('不是 CAP 1.2 预警文件', 'it is not a CAP 1.2 alert');
	const warning: Warning = {
		identifier: identifierOf(alert, 'identifier'),
		sender: identifierOf(alert, 'sender'),
		sent: alert.moment('sent'),
		status: alert.oneOf('status', CAP_STATUS),
		messageType: alert.oneOf('msgType', CAP_MESSAGE_TYPE),
		scope: alert.oneOf('scope', CAP_SCOPE),
		note: alert.optional('note'),
		references: readReferences(alert.optional('references')),
		infos: alert.all('info').map(readInfo)
	};
	if (['Update', 'Cancel'].includes(warning.messageType) && warning.references.length === 0)
		throw new FileRefusal(
			'更新或解除没有写明所指的预警（references）',
			'an update or cancel names no message it refers to'
		);
	return warning;
}

/** Identifiers may hold no blanks, commas or `<`, `&`: references could not be told apart. */
function identifierOf(alert: CapFields, name: string): string {
	const text = alert.required(name);
	if (/[\s,<&]/.test(text))
		throw new FileRefusal(`${name} 不能含有空格、逗号、< 或 &`, `${name} must not hold blanks, commas, < or &`);
	return text;
}

function readReferences(text: string): WarningReference[] {
	return text
		.split(/\s+/)
		.filter((part) => part !== '')
		.map((part) => {
			const [sender = '', identifier = '', sent = '', more] = part.split(',');
			const moment = CapFields.momentOf(sent);
			if (sender === '' || identifier === '' || moment === null || more !== undefined)
				throw new FileRefusal(
					`references 应为“发布单位,编号,发布时间”（${part.slice(0, 60)}）`,
					`references should be “sender,identifier,sent” (${part.slice(0, 60)})`
				);
			return { sender, identifier, sent: moment };
		});
}

function readInfo(info: CapFields): WarningInfo {
	const pairs = (name: string) =>
		info.all(name).map((pair) => ({ name: pair.required('valueName'), value: pair.required('value') }));
	return {
		language: info.optional('language') || 'en-US',
		categories: info.eachOneOf('category', CAP_CATEGORY, 1),
		event: info.required('event'),
		responses: info.eachOneOf('responseType', CAP_RESPONSE, 0),
		urgency: info.oneOf('urgency', CAP_URGENCY),
		severity: info.oneOf('severity', CAP_SEVERITY),
		certainty: info.oneOf('certainty', CAP_CERTAINTY),
		effective: info.optionalMoment('effective'),
		onset: info.optionalMoment('onset'),
		expires: info.optionalMoment('expires'),
		senderName: info.optional('senderName'),
		headline: info.optional('headline'),
		description: info.optional('description'),
		instruction: info.optional('instruction'),
		web: info.optional('web'),
		contact: info.optional('contact'),
		eventCodes: pairs('eventCode'),
		parameters: pairs('parameter'),
		areas: info.all('area').map(readArea)
	};
}

function readArea(area: CapFields): WarningArea {
	const feet = (name: string) => {
		const text = area.optional(name);
		if (text === '') return null;
		if (!/^-?\d{1,6}(\.\d{1,6})?$/.test(text)) throw new FileRefusal(`${name} 应为数字`, `${name} should be a number`);
		return Math.round(Number(text) * 0.3048 * 10) / 10;
	};
	return {
		description: area.required('areaDesc'),
		polygons: area.texts('polygon').map(readPolygon),
		circles: area.texts('circle').map(readCircle),
		geocodes: area.all('geocode').map((pair) => ({ name: pair.required('valueName'), value: pair.required('value') })),
		altitudeM: feet('altitude'),
		ceilingM: feet('ceiling')
	};
}
