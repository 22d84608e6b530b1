/** What an entry of the audit trail can be about. */
export const SUBJECT_TYPES = [
	'event',
	'shelter',
	'countPoint',
	'person',
	'household',
	'stayConflict',
	'reunionRequest',
	'roster',
	'rosterEntry',
	'relocationList',
	'relocationHousehold',
	'device',
	'account',
	'session',
	'policy',
	'thresholdSet',
	'area',
	'file',
	'archiveRun',
	'damageReport',
	'reportAdjustment',
	'warning',
	'historyImport',
	'historyName',
	'installation'
] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];
