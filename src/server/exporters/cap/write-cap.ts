import type { CapPoint, Warning, WarningArea, WarningInfo } from '#domain/warnings/warning.ts';
import { CAP_NAMESPACE } from '../../importers/cap/cap-tree.ts';

/**
 * A warning as a CAP 1.2 file, which `readCap` reads back the same; times in the zone of China, as the county reads
 * them, to the second. Texts are those of `xmlText`.
 */
export function writeCap(warning: Warning): string {
	const references = warning.references.map(({ sender, identifier, sent }) => `${sender},${identifier},${local(sent)}`);
	const lines = [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<alert xmlns="${CAP_NAMESPACE}">`,
		element('identifier', warning.identifier),
		element('sender', warning.sender),
		element('sent', local(warning.sent)),
		element('status', warning.status),
		element('msgType', warning.messageType),
		element('scope', warning.scope),
		optional('note', warning.note),
		optional('references', references.join(' ')),
		...warning.infos.flatMap(infoLines),
		'</alert>'
	];
	return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

/** A carriage return would be read back as a line feed. */
const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '\r': '&#13;' };

function infoLines(info: WarningInfo): string[] {
	const pairs = (name: string, values: WarningInfo['parameters']) =>
		values.map((pair) => `<${name}>${element('valueName', pair.name)}${element('value', pair.value)}</${name}>`);
	const moment = (name: string, value: string | null) => (value === null ? '' : element(name, local(value)));
	return [
		'<info>',
		element('language', info.language),
		...info.categories.map((category) => element('category', category)),
		element('event', info.event),
		...info.responses.map((response) => element('responseType', response)),
		element('urgency', info.urgency),
		element('severity', info.severity),
		element('certainty', info.certainty),
		...pairs('eventCode', info.eventCodes),
		moment('effective', info.effective),
		moment('onset', info.onset),
		moment('expires', info.expires),
		optional('senderName', info.senderName),
		optional('headline', info.headline),
		optional('description', info.description),
		optional('instruction', info.instruction),
		optional('web', info.web),
		optional('contact', info.contact),
		...pairs('parameter', info.parameters),
		...info.areas.flatMap(areaLines),
		'</info>'
	];
}

function areaLines(area: WarningArea): string[] {
	const height = (name: string, metres: number | null) =>
		metres === null ? '' : element(name, String(Math.round((metres / 0.3048) * 10) / 10));
	return [
		'<area>',
		element('areaDesc', area.description),
		...area.polygons.map((ring) => element('polygon', ring.map(pointText).join(' '))),
		...area.circles.map(({ centre, radiusKm }) => element('circle', `${pointText(centre)} ${plain(radiusKm)}`)),
		...area.geocodes.map(
			(pair) => `<geocode>${element('valueName', pair.name)}${element('value', pair.value)}</geocode>`
		),
		height('altitude', area.altitudeM),
		height('ceiling', area.ceilingM),
		'</area>'
	];
}

const pointText = ([lng, lat]: CapPoint) => `${plain(lat)},${plain(lng)}`;

/** A number without an exponent. */
function plain(value: number): string {
	const text = String(value);
	return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}

function optional(name: string, text: string): string {
	return text === '' ? '' : element(name, text);
}

function element(name: string, text: string): string {
	const escaped = text.replace(/[<>&\r]/g, (sign) => ENTITIES[sign] ?? sign);
	return `<${name}>${escaped}</${name}>`;
}

/** A moment in the form CAP asks for, in the zone of China: `2026-01-12T08:00:00+08:00`. */
function local(moment: string): string {
	const shifted = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString();
	return `${shifted.slice(0, 19)}+08:00`;
}
