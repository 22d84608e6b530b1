import { newId } from '#server/new-id.ts';

/** A CAP file for one township, with a number of its own. */
export function warningFile(township: string) {
	const text = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${newId()}</identifier>
		<sender>qidong@example.cn</sender><sent>2026-01-12T08:00:00+08:00</sent><status>Actual</status>
		<msgType>Alert</msgType><scope>Public</scope><info><language>zh-CN</language><category>Met</category>
		<event>暴雪</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
		<area><areaDesc>乡镇</areaDesc><geocode><valueName>区划代码</valueName><value>${township}000</value></geocode>
		</area></info></alert>`;
	return { fileName: '预警.xml', content: Buffer.from(text).toString('base64') };
}
