import { isIPv6 } from 'node:net';

/**
 * What an address counts as for throttling: IPv4 as it is, IPv6 by its /64, because a household or an office is given
 * at least that much and can change the rest at will.
 */
export function addressKey(address: string): string {
	const plain = address.split('%', 1)[0]!.toLowerCase();
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
	if (mapped) return mapped[1]!;
	if (!isIPv6(plain)) return plain;
	const [head = '', tail] = plain.split('::');
	const groups = head === '' ? [] : head.split(':');
	const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
	const filled = [...groups, ...Array<string>(Math.max(missing, 0)).fill('0'), ...(tail ? tail.split(':') : [])];
	return `${filled
		.slice(0, 4)
		.map((group) => Number.parseInt(group, 16).toString(16))
		.join(':')}::/64`;
}
