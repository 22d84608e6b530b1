import { z } from 'zod';
import type { PolicyEntry } from './policy-entry.ts';

/** How devices are bound to shelters. */
export const DEVICE_POLICIES = {
	enrolmentMinutes: {
		schema: z.int().min(2).max(240),
		default: 15,
		unit: { zh: '分钟', en: 'minutes' },
		name: { zh: '设备登记码有效时间', en: 'Device code valid for' },
		meaning: {
			zh: '登记设备的二维码在这段时间内有效，只能用一次。',
			en: 'The QR code that binds a device to a shelter is good for so long, and once only.'
		},
		source: 'local',
		basis: { zh: '本系统约定', en: 'This product’s choice' }
	}
} as const satisfies Record<string, PolicyEntry>;
