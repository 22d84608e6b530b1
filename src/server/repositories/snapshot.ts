import type { CountPointView } from '#domain/counts/count-point.ts';
import type { EventView } from '#domain/events/event.ts';
import type { ShelterView } from '#domain/shelters/shelter.ts';
import type { Policies } from '#domain/policies/policies.ts';
import type { LocalIndicator } from '#domain/reports/local-indicator.ts';
import type { App, Actor } from '../app.ts';
import { iso, POINT_JSON } from './counts.ts';

/** An area as the live screens need it. */
export interface SnapshotArea {
	code: string;
	parentCode: string | null;
	level: string;
	name: string;
	lng: number | null;
	lat: number | null;
}

/** Where a live screen starts: everything in the account's area, and the number of the last change in it. */
export interface Snapshot {
	seq: number;
	countyCode: string;
	areas: SnapshotArea[];
	events: EventView[];
	shelters: ShelterView[];
	points: CountPointView[];
	/** The county's own indicators, ended ones too. */
	indicators: LocalIndicator[];
	policies: Policies;
	/** The server's time, ISO UTC. */
	at: string;
}

const EVENT_JSON = `json_build_object('id', e.id, 'name', e.name, 'kind', e.kind, 'startedAt', ${iso('e.started_at')},
	'areaCodes', e.area_codes, 'phase', e.phase, 'level', e.level, 'description', e.description,
	'openedAt', ${iso('e.opened_at')}, 'closedAt', ${iso('e.closed_at')}, 'version', e.version)`;

const SHELTER_JSON = `json_build_object('id', s.id, 'name', s.name, 'kind', s.kind, 'areaCode', s.area_code,
	'townshipCode', s.township_code, 'address', s.address, 'lng', s.lng, 'lat', s.lat, 'floorAreaM2', s.floor_area_m2::text,
	'capacityOverride', s.capacity_override, 'capacity', s.capacity, 'services', s.services,
	'retiredAt', ${iso('s.retired_at')}, 'version', s.version)`;

const INDICATOR_JSON = `json_build_object('key', i.key, 'zh', i.zh, 'en', i.en, 'unit', i.unit, 'decimals', i.decimals,
	'group', i.group_key, 'parent', i.parent, 'isCurrent', i.is_current, 'activeFrom', ${iso('i.active_from')},
	'endedAt', ${iso('i.ended_at')}, 'version', i.version)`;

/**
 * Everything an account's live screen shows, in one round trip. The number is read first: what is committed while the
 * rows are read comes again as a change, which does no harm (changes carry versions).
 */
export async function readSnapshot(app: App, actor: Actor): Promise<Snapshot> {
	const { seq } = app.feed;
	const { rows } = await app.db.pool.query<Pick<Snapshot, 'areas' | 'events' | 'shelters' | 'points' | 'indicators'>>({
		name: 'snapshot',
		text: `SELECT
			(SELECT COALESCE(json_agg(json_build_object('code', a.code, 'parentCode', a.parent_code, 'level', a.level,
				'name', a.name, 'lng', a.lng, 'lat', a.lat) ORDER BY a.sort_order), '[]')
				FROM area a WHERE a.code LIKE $1 || '%' OR $1 LIKE a.code || '%') AS areas,
			(SELECT COALESCE(json_agg(${EVENT_JSON} ORDER BY e.opened_at DESC), '[]') FROM event e
				WHERE e.closed_at IS NULL AND EXISTS (SELECT 1 FROM unnest(e.area_codes) AS c
					WHERE c LIKE $1 || '%' OR $1 LIKE c || '%')) AS events,
			(SELECT COALESCE(json_agg(${SHELTER_JSON} ORDER BY s.id), '[]') FROM shelter s
				WHERE s.area_code LIKE $1 || '%' AND s.retired_at IS NULL) AS shelters,
			(SELECT COALESCE(json_agg(${POINT_JSON} ORDER BY p.id), '[]') FROM count_point p JOIN event e ON e.id = p.event_id
				WHERE e.closed_at IS NULL AND p.area_code LIKE $1 || '%') AS points,
			(SELECT COALESCE(json_agg(${INDICATOR_JSON} ORDER BY i.number), '[]') FROM local_indicator i) AS indicators`,
		values: [actor.areaCode]
	});
	return {
		seq,
		countyCode: app.countyCode,
		...rows[0]!,
		policies: app.policies.current(),
		at: new Date().toISOString()
	};
}
