import { createHash } from 'node:crypto';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import type { Role } from '#domain/access/roles.ts';
import type { SubjectType } from '#domain/audit/subject-types.ts';
import { changeSubject, type Change } from '#domain/changes/change.ts';
import { canonicalJson } from '#domain/shared/canonical-json.ts';
import { auditRow, type AuditRecord } from '../../commands/execute.ts';
import type { RowsByTable } from '../../repositories/demo.ts';
import type { Demo } from './build-demo.ts';
import type { ToldPeople } from './told-people.ts';

/**
 * The rows of the demonstration, tables in the order of their foreign keys. The logs say what happens, no more: at the
 * time of loading the system loads a demonstration. So each thing in it has one audit entry `demo.load` with what it is,
 * and one change that brings screens already open up to its present state, and each place with names one more; its
 * invented past is not in the logs. People are not in the logs one by one: they are counted. Of damage reports each unit
 * is there once, with its latest.
 */
export function demoRows(demo: Demo, countyCode: string, passwordHashes: ReadonlyMap<Role, string>): RowsByTable {
	return [
		['account', accountRows(demo, passwordHashes)],
		['shelter', shelterRows(demo)],
		['event', eventRows(demo)],
		['event_step', stepRows(demo)],
		['count_point', pointRows(demo)],
		['count_observation', observationRows(demo)],
		['warning', warningRows(demo)],
		['change_log', changesOf(demo).map((change) => changeRow(change, countyCode))],
		['audit_entry', auditRecords(demo, countyCode).map((entry) => auditRow(LOADING, entry))]
	];
}

const LOADING = { actor: SYSTEM_ACTOR, deviceId: null, requestId: 'demo.load' };

function accountRows({ accounts }: Demo, passwordHashes: ReadonlyMap<Role, string>) {
	return accounts.map(({ id, username, displayName, role, areaCode }) => ({
		id,
		username,
		display_name: displayName,
		role,
		area_code: areaCode,
		password_hash: passwordHashes.get(role),
		is_demo: true,
		must_change_password: false,
		locale: 'zh',
		version: 1
	}));
}

function shelterRows({ shelters }: Demo) {
	return shelters.map(({ shelter, contact }) => ({
		id: shelter.id,
		name: shelter.name,
		kind: shelter.kind,
		area_code: shelter.areaCode,
		township_code: shelter.townshipCode,
		address: shelter.address,
		lng: shelter.lng,
		lat: shelter.lat,
		contact_name: contact.name,
		contact_phone: contact.phone,
		floor_area_m2: shelter.floorAreaM2,
		capacity_override: shelter.capacityOverride,
		capacity: shelter.capacity,
		services: shelter.services,
		version: shelter.version
	}));
}

function warningRows({ warnings, desk }: Demo) {
	return warnings.map(({ id, warning, areaCodes, fileName, cameBy, receivedAt, accountName }) => ({
		id,
		sender: warning.sender,
		identifier: warning.identifier,
		sent: warning.sent,
		content: warning,
		area_codes: areaCodes,
		file_name: fileName,
		came_by: cameBy,
		sha256: createHash('sha256').update(canonicalJson(warning)).digest('hex'),
		account_id: desk.id,
		account_name: accountName,
		received_at: receivedAt
	}));
}

function eventRows({ events }: Demo) {
	return events.map(({ event }) => ({
		id: event.id,
		name: event.name,
		kind: event.kind,
		started_at: event.startedAt,
		area_codes: event.areaCodes,
		phase: event.phase,
		level: event.level,
		description: event.description,
		opened_at: event.openedAt,
		closed_at: event.closedAt,
		version: event.version
	}));
}

function stepRows({ events, desk }: Demo) {
	return events.flatMap(({ event, steps }) =>
		steps.map(({ id, kind, from, to, reason, evidence, at }) => ({
			id,
			event_id: event.id,
			kind,
			from_value: from,
			to_value: to,
			reason,
			evidence,
			account_id: desk.id,
			account_name: desk.displayName,
			at
		}))
	);
}

function pointRows({ points }: Demo) {
	return points.map(({ history, conditionReason, keepsNamesAt = null }) => {
		const { point, reporters, settledAt } = history.state;
		return {
			id: point.id,
			event_id: point.eventId,
			kind: point.kind,
			shelter_id: point.shelterId,
			area_code: point.areaCode,
			township_code: point.townshipCode,
			opened_at: point.openedAt,
			closed_at: point.closedAt,
			condition: point.condition,
			condition_reason: conditionReason,
			capacity: point.capacity,
			people: point.people,
			age_bands: point.ageBands,
			needs: point.needs,
			observation_id: point.observationId,
			observed_at: point.observedAt,
			last_word_at: point.lastWordAt,
			dispute_ids: point.disputeIds,
			reporters,
			settled_at: settledAt,
			keeps_names_at: keepsNamesAt,
			version: point.version
		};
	});
}

function observationRows({ points }: Demo) {
	return points.flatMap(({ history }) =>
		history.observations.map((observation) => ({
			id: observation.id,
			point_id: observation.pointId,
			kind: observation.kind,
			people: observation.people,
			age_bands: observation.ageBands,
			needs: observation.needs,
			reason: observation.reason,
			device_time: observation.observedAt,
			observed_at: observation.observedAt,
			received_at: observation.receivedAt,
			account_id: observation.accountId,
			account_name: observation.accountName,
			device_id: observation.deviceId
		}))
	);
}

function changesOf({ events, shelters, points, people, reports }: Demo): Change[] {
	const rosters = countNames(people);
	return [
		...events.map(({ event }): Change => ({ type: event.closedAt ? 'event.closed' : 'event.opened', event })),
		...shelters.map(({ shelter }): Change => ({ type: 'shelter.registered', shelter })),
		...points.map(({ history }): Change => {
			const { point } = history.state;
			if (point.kind === 'shelter') return { type: point.closedAt ? 'shelter.closed' : 'shelter.opened', point };
			return { type: point.closedAt ? 'village.excluded' : 'village.included', point };
		}),
		...points.flatMap(({ history }): Change[] => {
			const { id: pointId, areaCode } = history.state.point;
			const names = rosters.get(pointId);
			return names ? [{ type: 'stays.changed', roster: { pointId, areaCode, ...names } }] : [];
		}),
		...reports.units.map(({ eventId, areaCode, level, version }): Change => {
			return { type: 'report.filed', report: { eventId, areaCode, level, version } };
		})
	];
}

/** How many names places have, and how many steps led there, as `findRosters` counts them. */
function countNames({ stays, steps }: ToldPeople): Map<string, { named: number; version: number }> {
	const names = new Map<string, { named: number; version: number }>();
	const of = (pointId: string) => {
		const known = names.get(pointId) ?? { named: 0, version: 0 };
		names.set(pointId, known);
		return known;
	};
	for (const { pointId, state } of stays) if (state === 'in') of(pointId).named++;
	for (const { pointId } of steps) of(pointId).version++;
	return names;
}

function changeRow(change: Change, countyCode: string) {
	const { areas, reach = 'within' } = changeSubject(change, countyCode);
	return { type: change.type, areas, reach, payload: JSON.stringify(change) };
}

function auditRecords(
	{ accounts, shelters, events, points, people, warnings, reports }: Demo,
	countyCode: string
): AuditRecord[] {
	const of = (subjectType: SubjectType, subjectId: string, areaCode: string, after: object): AuditRecord => ({
		verb: 'demo.load',
		subjectType,
		subjectId,
		areaCode,
		after
	});
	const totals = {
		accounts: accounts.length,
		shelters: shelters.length,
		events: events.length,
		points: points.length,
		households: people.households.length,
		persons: people.households.reduce((sum, { members }) => sum + members.length, 0),
		damageReports: reports.reports.length
	};
	const named = countNames(people);
	return [
		of('installation', countyCode, countyCode, totals),
		...accounts.map(({ id, username, displayName, role, areaCode }) =>
			of('account', id, areaCode, { username, displayName, role, areaCode })
		),
		...shelters.map(({ shelter }) => of('shelter', shelter.id, shelter.areaCode, shelter)),
		...events.map(({ event }) => {
			const [only = countyCode, ...others] = event.areaCodes;
			return of('event', event.id, others.length === 0 ? only : countyCode, event);
		}),
		...warnings.map(({ id, warning: { identifier, sender, sent }, areaCodes }) =>
			of('warning', id, countyCode, { identifier, sender, sent, areaCodes })
		),
		...points.map(({ history }) => {
			const { point } = history.state;
			return of('countPoint', point.id, point.areaCode, {
				...point,
				observations: history.observations.length,
				named: named.get(point.id)?.named ?? 0
			});
		}),
		...reports.units.flatMap(({ areaCode, reports: filed, latest }) => {
			if (!latest) return [];
			const { id, kind, state } = latest;
			return [of('damageReport', id, areaCode, { reports: filed, kind, state })];
		}),
		...reports.adjustments.map(({ id, areaCode, indicator, amount }) =>
			of('reportAdjustment', id, areaCode, { indicator, amount })
		)
	];
}
