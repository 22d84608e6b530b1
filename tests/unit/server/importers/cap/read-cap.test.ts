import { describe, expect, test } from 'vitest';
import { describeProblem } from '#domain/shared/problems.ts';
import { readCap } from '#server/importers/cap/read-cap.ts';

const read = (text: string | Buffer) => {
	const result = readCap(Buffer.from(text as string));
	if (!result.ok) throw new Error(describeProblem(result.problem, 'en'));
	return result.value;
};
const refusal = (text: string | Buffer) => {
	const result = readCap(Buffer.from(text as string));
	return result.ok ? 'read' : describeProblem(result.problem, 'zh');
};

const HEAD = `<identifier>430426-1</identifier><sender>qx@example.cn</sender><sent>2026-01-12T08:00:00+08:00</sent>
	<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>`;
const info = (
	language: string,
	event: string,
	more = ''
) => `<info><language>${language}</language><category>Met</category>
	<event>${event}</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
	<expires>2026-01-13T08:00:00+08:00</expires>${more}</info>`;
const alert = (body: string, before = '') =>
	`<?xml version="1.0" encoding="UTF-8"?>${before}<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${body}</alert>`;
const AREA = `<area><areaDesc>祁东县</areaDesc><polygon>26.5,111.6 26.5,112.3 27,112.3 26.5,111.6</polygon>
	<circle>26.77,112.11 15.5</circle><geocode><valueName>GB/T 2260</valueName><value>430426</value></geocode>
	<altitude>1000</altitude></area>`;

describe('a CAP 1.2 file', () => {
	test('all info blocks and languages, polygons, circles, geocodes; times in UTC, feet in metres', () => {
		const warning = read(alert(HEAD + info('zh-CN', '暴雪', AREA) + info('en-US', 'Blizzard', AREA)));
		expect(warning).toMatchObject({ identifier: '430426-1', sent: '2026-01-12T00:00:00.000Z', messageType: 'Alert' });
		expect(warning.infos.map(({ language, event, expires }) => [language, event, expires])).toEqual([
			['zh-CN', '暴雪', '2026-01-13T00:00:00.000Z'],
			['en-US', 'Blizzard', '2026-01-13T00:00:00.000Z']
		]);
		expect(warning.infos[0]?.areas).toEqual([
			{
				description: '祁东县',
				polygons: [
					[
						[111.6, 26.5],
						[112.3, 26.5],
						[112.3, 27],
						[111.6, 26.5]
					]
				],
				circles: [{ centre: [112.11, 26.77], radiusKm: 15.5 }],
				geocodes: [{ name: 'GB/T 2260', value: '430426' }],
				altitudeM: 304.8,
				ceilingM: null
			}
		]);
	});

	test('prefixed names, signatures and extensions are passed over', () => {
		const signed = alert(
			`${HEAD}${info('zh-CN', '暴雪')}<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><a><b>x</b></a></Signature>`
		);
		expect(read(signed).infos).toHaveLength(1);
		const prefixed = alert(HEAD + info('zh-CN', '暴雪'))
			.replaceAll(/<(\/?)(?=[a-z])/gi, '<$1cap:')
			.replace('xmlns=', 'xmlns:cap=');
		expect(read(prefixed).infos[0]?.event).toBe('暴雪');
	});

	test('references of an update', () => {
		const update =
			HEAD.replace('Alert', 'Update') + '<references>qx@example.cn,430426-0,2026-01-11T08:00:00+08:00</references>';
		expect(read(alert(update)).references).toEqual([
			{ sender: 'qx@example.cn', identifier: '430426-0', sent: '2026-01-11T00:00:00.000Z' }
		]);
	});

	test.each([
		['no references in a cancellation', alert(HEAD.replace('Alert', 'Cancel')), '没有写明所指的预警'],
		['a missing field', alert(HEAD.replace(/<sender>.*<\/sender>/, '')), '缺少 sender'],
		['a field twice', alert(`${HEAD}<scope>Public</scope>`), 'scope 出现了 2 次'],
		['a value of its own', alert(HEAD.replace('Actual', 'Real')), 'status 的值“Real”不在标准内'],
		['a time without zone', alert(HEAD.replace('+08:00', '')), '带时区'],
		[
			'a polygon left open',
			alert(HEAD + info('zh-CN', '雪', '<area><areaDesc>x</areaDesc><polygon>1,2 3,4 5,6 7,8</polygon></area>')),
			'多边形'
		],
		[
			'a latitude of 95',
			alert(HEAD + info('zh-CN', '雪', '<area><areaDesc>x</areaDesc><circle>95,112 1</circle></area>')),
			'圆不合规范'
		],
		['an identifier with a comma', alert(HEAD.replace('430426-1', 'a,b')), '不能含有'],
		['CAP 1.1', alert(HEAD).replace('cap:1.2', 'cap:1.1'), '不是 CAP 1.2'],
		['another document', '<html><body/></html>', '不是 CAP 1.2'],
		['nothing', '', 'XML'],
		['cut short', alert(HEAD).slice(0, 200), '不是规范的 XML'],
		['a document type', alert(HEAD, '<!DOCTYPE alert>'), '不允许'],
		['entities that grow', alert('&b;', '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'), '不允许'],
		['an external entity', alert('&x;', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), '不允许'],
		['an entity nobody declared', alert('<identifier>&x;</identifier>'), '不是规范的 XML'],
		['too deep', alert('<info>'.repeat(50)), '嵌套过深'],
		['foreign and too deep', alert(`<x xmlns="urn:x">${'<y>'.repeat(500)}`), '嵌套过深'],
		['too many elements', alert('<note/>'.repeat(30_000)), '元素过多'],
		['a text without end', alert(`<note>${'x'.repeat(300_000)}</note>`), '文字过长'],
		['too big', 'x'.repeat(3_000_000), '超过 2 MB'],
		['bytes that are no text', Buffer.from([0x89, 0, 1, 0xff, 0xff]), '编码']
	])('%s is refused in words', (_, text, words) => {
		const started = performance.now();
		expect(refusal(text)).toContain(words);
		expect(performance.now() - started).toBeLessThan(2000);
	});
});
