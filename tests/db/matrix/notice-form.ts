/** A notice of the county's own for one township, as the form sends it. */
export function noticeForm(township: string) {
	return {
		updatesId: null,
		status: 'Actual',
		category: 'Met',
		urgency: 'Expected',
		severity: 'Severe',
		certainty: 'Likely',
		effective: null,
		onset: null,
		expires: '2199-01-01T00:00:00Z',
		areaCodes: [township],
		hasShapes: true,
		contact: '0734-6262119',
		zh: {
			event: '道路结冰',
			headline: '道路结冰预警',
			description: '山区道路结冰。',
			instruction: '减少外出。',
			senderName: '祁东县应急管理局'
		},
		en: null
	};
}
