import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { DeviceState } from './device.ts';

/** What may be changed of a device. */
type DeviceChange = Partial<Pick<DeviceState, 'name' | 'shelterId' | 'areaCode'>>;

/**
 * A device with another name or shelter.
 *
 * @returns its next version; `deviceRevoked`, `versionConflict` or `nothingToChange`
 */
export function changeDevice(device: DeviceState, version: number, change: DeviceChange): Result<DeviceState> {
	if (device.revokedAt !== null) return refuse(problem('deviceRevoked'));
	if (device.version !== version) return refuse(problem('versionConflict', { version: device.version }));
	const next = { ...device, ...change, version: version + 1 };
	if (next.name === device.name && next.shelterId === device.shelterId) return refuse(problem('nothingToChange'));
	return ok(next);
}
