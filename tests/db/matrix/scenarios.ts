import { expect } from 'vitest';
import { DEFAULT_THRESHOLDS } from '#domain/advice/seeded-thresholds.ts';
import { NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import { NATIONAL_HEADER } from '#server/importers/indicators/columns.ts';
import { newId } from '#server/new-id.ts';
import { AQueue } from '../server/sync/a-queue.ts';
import { HERE, movement, type World, NEIGHBOUR_COUNTY, PERSONAL } from './world.ts';
import { COUNTY, DEVICE } from '../running-server.ts';
import { noticeForm } from './notice-form.ts';
import { warningFile } from './warning-file.ts';

/** How one procedure is tried: with what, and from where it is inside and outside one's area. */
export interface Scenario {
	/** An input that works for whoever may, about a subject of its own in `HERE`. */
	input?: (world: World) => Promise<object> | object;
	/** Which of the input's ids names the subject: with an unknown one the answer must be the same as from outside. */
	subject?: string;
	/** Area of the account inside; the township by default. */
	inside?: string;
	/** Area of the account outside; null where the procedure has no subject and answers only with what is inside. */
	outside?: string | null;
	/** The problem that an open procedure answers with, where it is not expected to succeed. */
	answers?: unknown;
}

const THERE_TOWNSHIP = '430426105';
const command = (input: object = {}) => ({ operationId: newId(), ...input });
const why = { reason: '依据会商意见', evidence: '第 3 号专报' };
const deviceTime = () => new Date().toISOString();

const aboutEvent = (more: object): Scenario => ({
	subject: 'eventId',
	input: async (world) => {
		const { id, version } = await world.event();
		return command({ eventId: id, version, ...why, ...more });
	}
});

const aboutAccount = (more: object = {}, hasVersion = false): Scenario => ({
	subject: 'accountId',
	input: async (world) => {
		const { id, version } = await world.account();
		return command({ accountId: id, ...(hasVersion ? { version } : {}), ...more });
	}
});

const ofReport: Scenario = {
	subject: 'eventId',
	input: async (world) => {
		const { eventId, areaCode } = await world.report();
		return { eventId, areaCode };
	}
};

const listing: Scenario = { outside: null };
const ofTheCounty: Scenario = { outside: NEIGHBOUR_COUNTY };
const own: Scenario = { outside: null };

const ring = [112.08, 26.72, 0.02];
const square = ([lng, lat, size]: number[]) => [
	[lng!, lat!],
	[lng! + size!, lat!],
	[lng! + size!, lat! + size!],
	[lng!, lat! + size!],
	[lng!, lat!]
];

/** Every procedure of the server. One that is missing here fails the matrix test. */
export const SCENARIOS: Record<string, Scenario> = {
	'system.info': own,
	'session.get': own,
	'session.signIn': {
		outside: null,
		answers: expect.stringMatching(/^(wrongCredentials|tooManyTries)$/),
		input: () => ({ username: 'nobody.here', password: 'not the password' })
	},
	'session.signOut': own,
	'session.signOutEverywhere': own,
	'session.list': own,
	'session.changePassword': {
		outside: null,
		answers: expect.stringMatching(/^(wrongCredentials|tooManyTries)$/),
		input: () => ({ current: 'not the password', next: 'herons over the weir' })
	},
	'session.setLocale': { outside: null, input: () => ({ locale: 'en' }) },

	'areas.list': listing,
	'areas.ofCounty': listing,
	'areas.shapes': listing,
	'areas.loadShapes': {
		inside: COUNTY,
		outside: HERE.township,
		input: async (world) => {
			const shapes = await world.server.app.db.prisma.areaShape.findMany({ select: { version: true } });
			const geometry = { type: 'Polygon', coordinates: [square(ring)] };
			const features = [{ type: 'Feature', properties: { code: HERE.township }, geometry }];
			const text = JSON.stringify({ type: 'FeatureCollection', features });
			return command({ text, source: '测绘', version: Math.max(0, ...shapes.map(({ version }) => version)) });
		}
	},

	'live.snapshot': listing,
	'live.trend': {
		outside: THERE_TOWNSHIP,
		subject: 'eventId',
		input: async (world) => ({ eventId: (await world.event()).id, hours: 2 })
	},
	'changes.since': { outside: null, input: () => ({ seq: 0 }) },

	'events.list': { outside: null, input: () => ({ state: 'all' }) },
	'events.get': { subject: 'eventId', input: async (world) => ({ eventId: (await world.event()).id }) },
	'events.open': {
		subject: 'areaCodes.0',
		input: () => ({
			...command(why),
			name: `新事件 ${newId().slice(-6)}`,
			kind: 'flood',
			startedAt: '2026-01-12T00:00:00Z',
			areaCodes: [HERE.township],
			phase: 'warning',
			level: null
		})
	},
	'events.edit': aboutEvent({
		name: '改名',
		kind: 'snow',
		startedAt: '2026-01-12T00:00:00Z',
		areaCodes: [HERE.township]
	}),
	'events.setLevel': aboutEvent({ level: 1 }),
	'events.setPhase': aboutEvent({ phase: 'transition' }),
	'events.close': aboutEvent({}),

	'advice.get': { subject: 'eventId', input: async (world) => ({ eventId: (await world.event()).id }) },

	'shelters.find': { outside: null, input: () => ({ state: 'all' }) },
	'shelters.get': { subject: 'shelterId', input: async (world) => ({ shelterId: (await world.shelter()).id }) },
	'shelters.register': { subject: 'areaCode', input: (world) => command(world.shelterFields()) },
	'shelters.edit': {
		subject: 'shelterId',
		input: async (world) => {
			const { id, version } = await world.shelter();
			return command({ shelterId: id, version, ...world.shelterFields() });
		}
	},
	'shelters.retire': {
		subject: 'shelterId',
		input: async (world) => {
			const { id, version } = await world.shelter();
			return command({ shelterId: id, version, reason: '拆除' });
		}
	},
	'shelters.revealContact': {
		subject: 'shelterId',
		input: async (world) => command({ shelterId: (await world.shelter()).id, reason: '联系接收群众' })
	},
	'shelters.open': {
		subject: 'shelterId',
		input: async (world) => command({ eventId: (await world.event()).id, shelterId: (await world.shelter()).id })
	},
	'shelters.reopen': {
		subject: 'pointId',
		input: async (world) => command({ pointId: (await world.closedPoint()).id, reason: '再启用' })
	},
	'shelters.close': {
		subject: 'pointId',
		input: async (world) => command({ pointId: (await world.point()).id, reason: '返家' })
	},
	'shelters.setCondition': {
		subject: 'pointId',
		input: async (world) => command({ pointId: (await world.point()).id, condition: 'red', reason: '断水' })
	},
	'shelters.importTemplate': { outside: null, input: () => ({ format: 'csv' }) },
	'shelters.previewImport': { outside: null, input: () => importFile() },
	'shelters.importShelters': { outside: null, input: () => command({ ...importFile(), mode: 'all' }) },

	'counts.submit': {
		subject: 'pointId',
		input: async (world) => command({ pointId: (await world.point()).id, people: 5, deviceTime: deviceTime() })
	},
	'counts.correct': {
		subject: 'pointId',
		input: async (world) =>
			command({ pointId: (await world.point()).id, people: 5, deviceTime: deviceTime(), reason: '重复登记' })
	},
	'counts.settle': {
		subject: 'pointId',
		input: async (world) => {
			const { id, disputeIds } = await world.disputedPoint();
			return command({ pointId: id, people: 11, reason: '现场复核', deviceTime: deviceTime(), disputeIds });
		}
	},
	'counts.history': { subject: 'pointId', input: async (world) => ({ pointId: (await world.point()).id }) },

	'households.register': { outside: null, input: (world) => command(world.householdFields()) },
	'devices.invite': {
		subject: 'shelterId',
		input: async (world) => command({ shelterId: (await world.shelter()).id, deviceName: '平板' })
	},
	'devices.enrol': {
		outside: null,
		input: () => ({ code: 'ABCDE-FGHJK' }),
		answers: expect.stringMatching(/^(enrolmentInvalid|tooManyTries)$/)
	},
	'devices.here': own,
	'devices.mine': own,
	'devices.list': listing,
	'devices.rename': {
		subject: 'deviceId',
		input: async (world) => command({ ...(await world.device()), name: '东门平板' })
	},
	'devices.rebind': {
		subject: 'deviceId',
		input: async (world) => command({ ...(await world.device()), shelterId: (await world.shelter()).id })
	},
	'devices.revoke': {
		subject: 'deviceId',
		input: async (world) => command({ deviceId: (await world.device()).deviceId, reason: '遗失' })
	},
	'devices.explainGap': {
		subject: 'queueId',
		input: async (world) => command({ ...(await world.gap()), reason: '平板进水' })
	},
	'session.setPin': {
		outside: null,
		input: () => ({ password: 'herons over the weir', pin: '493817' }),
		answers: expect.stringMatching(/^(forbidden|wrongCredentials|tooManyTries)$/)
	},
	'session.signInWithPin': {
		outside: null,
		input: () => ({ accountId: newId(), pin: '493817' }),
		answers: 'deviceNotEnrolled'
	},
	'sync.push': {
		outside: null,
		input: async (world) => {
			const queue = new AQueue(DEVICE);
			return queue.sending([queue.count((await world.point()).id, 5)]);
		}
	},
	'households.addMember': {
		subject: 'householdId',
		input: async (world) => {
			const { householdId } = await world.household();
			return command({ householdId, member: { ...world.householdFields().members[0], relation: 'child' } });
		}
	},
	'households.setHome': {
		subject: 'householdId',
		input: async (world) => {
			const { householdId } = await world.household();
			return command({ householdId, version: 1, homeCode: HERE.township, reason: '登记有误' });
		}
	},
	'people.edit': {
		subject: 'personId',
		input: async (world) =>
			command({ personId: await world.person(), version: 1, reason: '登记有误', changes: { needNote: '胰岛素' } })
	},
	'people.merge': {
		subject: 'mergeId',
		input: async (world) => {
			const [keepId, mergeId] = [await world.person(), await world.person()];
			return command({ keepId, keepVersion: 1, mergeId, mergeVersion: 1, reason: '同一人登记两次' });
		}
	},
	'people.moveToHousehold': {
		subject: 'personId',
		input: async (world) => {
			const to = { kind: 'own', householdId: newId() };
			return command({ personId: await world.person(), version: 1, to, reason: '不是一户' });
		}
	},
	'people.setPhoto': {
		subject: 'personId',
		input: async (world) => command({ personId: await world.person(), photo: JPEG })
	},
	'reunion.ask': { outside: null, input: (world) => command(world.question()) },
	'reunion.messages': listing,
	'reunion.replies': listing,
	'reunion.read': { subject: 'requestId', input: async (world) => command({ requestId: await world.message() }) },
	'reunion.deliver': {
		subject: 'requestId',
		input: async (world) => command({ requestId: await world.message(), version: 1, outcome: 'agreed' })
	},
	'reunion.reply': {
		subject: 'requestId',
		input: async (world) => command({ requestId: await world.answerable(), version: 2 })
	},
	'people.search': { outside: null, input: () => ({ text: PERSONAL.name, limit: 50 }) },
	'people.get': { subject: 'personId', input: async (world) => ({ personId: await world.person() }) },
	'people.unmask': {
		subject: 'personId',
		input: async (world) => command({ personId: await world.person(), reason: '联系家属' })
	},
	'people.groups': { outside: null, input: async (world) => ({ personIds: [await world.person()] }) },
	'people.places': { outside: null, input: async (world) => ({ personIds: [(await world.stay()).personId] }) },
	'people.importTemplate': { outside: null, input: () => ({ format: 'csv' }) },
	'people.importProgress': { outside: null, input: () => ({ progressId: newId() }) },
	'people.previewImport': { outside: null, input: (world) => world.registerForm() },
	'people.importRegister': {
		outside: null,
		input: (world) => world.registerForm({ operationId: newId(), mode: 'all' })
	},
	'rosters.list': { outside: null, input: () => ({ withReplaced: true }) },
	'rosters.importTemplate': { outside: null, input: () => ({ format: 'csv' }) },
	'rosters.previewFile': { subject: 'areaCode', input: (world) => world.rosterFile() },
	'rosters.importFile': { subject: 'areaCode', input: (world) => command({ ...world.rosterFile(), mode: 'all' }) },
	'rosters.proposals': {
		subject: 'rosterId',
		input: async (world) => ({ rosterId: (await world.rosterEntry()).rosterId, state: 'unmatched' })
	},
	'rosters.entries': {
		outside: null,
		input: async (world) => {
			await world.rosterEntry();
			return { heading: 'unmatched' };
		}
	},
	'rosters.seek': {
		subject: 'rosterId',
		input: async (world) => command({ rosterId: (await world.rosterEntry()).rosterId })
	},
	'rosters.decide': {
		subject: 'entryId',
		input: async (world) => {
			const { entryId, version } = await world.rosterEntry();
			return command({ entryId, version, verdict: 'registerNew' });
		}
	},
	'reports.board': { subject: 'eventId', input: async (world) => ({ eventId: (await world.report()).eventId }) },
	'reports.toDo': { outside: null, input: () => ({}) },
	'reports.unit': ofReport,
	'reports.history': ofReport,
	'reports.rollUp': ofReport,
	'reports.export': {
		inside: COUNTY,
		subject: 'eventId',
		input: async (world) => ({ eventId: (await world.report()).eventId, format: 'geojson' })
	},
	'reports.get': { subject: 'reportId', input: async (world) => ({ reportId: (await world.report()).reportId }) },
	'reports.file': {
		subject: 'eventId',
		input: async (world) => {
			const { id: eventId } = await world.event();
			return command({ eventId, areaCode: HERE.village, figures: { affected: '12' }, deviceTime: deviceTime() });
		}
	},
	'reports.belowZero': {
		subject: 'reportId',
		input: async (world) => ({ reportId: (await world.report()).reportId })
	},
	'reports.decide': {
		subject: 'reportId',
		input: async (world) => command({ reportId: (await world.report()).reportId, decision: 'accept' })
	},
	'reports.adjust': {
		subject: 'eventId',
		input: async (world) => {
			const { id: eventId } = await world.event();
			const reason = '流动人口未计入';
			return command({ eventId, areaCode: HERE.township, indicator: 'affected', amount: '3', reason });
		}
	},
	'reports.reverse': {
		subject: 'adjustmentId',
		input: async (world) => command({ adjustmentId: (await world.adjustment()).adjustmentId, reason: '已由村续报计入' })
	},
	'relocation.villages': {
		subject: 'eventId',
		input: async (world) => ({ eventId: (await world.relocation()).eventId })
	},
	'relocation.list': {
		subject: 'eventId',
		input: async (world) => {
			const { eventId, areaCode } = await world.relocation();
			return { eventId, areaCode };
		}
	},
	'relocation.make': {
		subject: 'eventId',
		input: async (world) => {
			const { id: eventId } = await world.event();
			await world.household();
			return command({ eventId, areaCode: HERE.village });
		}
	},
	'relocation.assign': {
		subject: 'items.0.relocationId',
		input: async (world) => {
			const { relocationId } = await world.relocation();
			const helper = { name: PERSONAL.name, phone: PERSONAL.phone };
			return command({ items: [{ relocationId, version: 1 }], helper });
		}
	},
	'relocation.tick': {
		subject: 'relocationId',
		input: async (world) =>
			command({ relocationId: (await world.relocation()).relocationId, state: 'left', deviceTime: deviceTime() })
	},
	'relocation.strike': {
		subject: 'relocationId',
		input: async (world) =>
			command({ relocationId: (await world.relocation()).relocationId, version: 1, reason: '不在危险区' })
	},
	'relocation.putBack': {
		subject: 'relocationId',
		input: async (world) => {
			const relocationId = await world.struckRelocation();
			return command({ relocationId, version: 2, reason: '划错了' });
		}
	},
	'relocation.showNames': {
		subject: 'eventId',
		input: async (world) => {
			const { eventId, areaCode } = await world.relocation();
			return command({ eventId, areaCode, reason: '入户动员' });
		}
	},
	'stays.checkIn': {
		subject: 'pointId',
		input: async (world) => command(movement((await world.point()).id, await world.person()))
	},
	'stays.checkOut': {
		subject: 'pointId',
		input: async (world) => {
			const { pointId, personId } = await world.stay();
			return command({ ...movement(pointId, personId), destination: 'home' });
		}
	},
	'stays.transferOut': {
		subject: 'pointId',
		input: async (world) => {
			const { pointId, personId, eventId } = await world.stay();
			return command({ ...movement(pointId, personId), toPointId: (await world.pointOf(eventId)).id });
		}
	},
	'stays.transferIn': {
		subject: 'pointId',
		input: async (world) => {
			const { pointId, personId } = await world.sent();
			return command(movement(pointId, personId));
		}
	},
	'stays.settleConflict': {
		subject: 'conflictId',
		input: async (world) => command({ conflictId: await world.conflict(), verdict: 'claim', reason: '现场核实' })
	},
	'stays.list': { subject: 'pointId', input: async (world) => ({ pointId: (await world.stay()).pointId }) },
	'stays.conflicts': { outside: null, input: () => ({ limit: 200 }) },
	'stays.places': listing,
	'stays.directory': { subject: 'pointId', input: async (world) => ({ pointId: (await world.stay()).pointId }) },
	'stays.findFamily': {
		subject: 'pointId',
		input: async (world) => ({ pointId: (await world.stay()).pointId, number: '43042619500101001X' })
	},
	'stays.rollCall': {
		subject: 'pointId',
		input: async (world) => {
			const { pointId, personId } = await world.stay();
			return command({ pointId, presentIds: [], absentIds: [personId], unnamed: 2, deviceTime: deviceTime() });
		}
	},
	'stays.rollCalls': { subject: 'pointId', input: async (world) => ({ pointId: (await world.stay()).pointId }) },
	'stays.namesForRollCall': {
		subject: 'pointId',
		input: async (world) => command({ pointId: (await world.stay()).pointId, reason: '晚点名' })
	},
	'stays.serveMeal': {
		subject: 'pointId',
		input: async (world) =>
			command({
				pointId: (await world.point()).id,
				day: '2026-01-20',
				meal: 'lunch',
				served: 8,
				deviceTime: deviceTime()
			})
	},
	'stays.meals': { subject: 'pointId', input: async (world) => ({ pointId: (await world.point()).id }) },
	'stays.keepNames': {
		subject: 'pointId',
		input: async (world) => command({ pointId: (await world.point()).id, keepsNames: true })
	},
	'stays.figures': { subject: 'eventId', input: async (world) => ({ eventId: (await world.event()).id }) },
	'stays.reconciliation': { subject: 'pointId', input: async (world) => ({ pointId: (await world.stay()).pointId }) },

	'documents.draft': {
		inside: COUNTY,
		outside: HERE.township,
		input: async (world) => ({ eventId: (await world.event()).id, kind: 'bulletin' })
	},
	'documents.issue': {
		inside: COUNTY,
		outside: HERE.township,
		input: async (world) => command(await world.documentDraft())
	},
	'documents.list': { subject: 'eventId', input: async (world) => ({ eventId: (await world.event()).id }) },
	'documents.get': { subject: 'documentId', input: async (world) => ({ documentId: await world.document() }) },
	'documents.file': {
		subject: 'documentId',
		input: async (world) => ({ documentId: await world.document(), format: 'pdf' })
	},

	'warnings.list': ofTheCounty,
	'warnings.folder': { inside: COUNTY, outside: HERE.township },
	'warnings.get': { subject: 'warningId', input: async (world) => ({ warningId: await world.warning() }) },
	'warnings.file': { subject: 'warningId', input: async (world) => ({ warningId: await world.notice() }) },
	'warnings.issue': { inside: COUNTY, outside: HERE.township, input: () => command(noticeForm(HERE.township)) },
	'warnings.cancel': {
		inside: COUNTY,
		outside: HERE.township,
		subject: 'warningId',
		input: async (world) => command({ warningId: await world.notice(), reason: '天气转好' })
	},
	'warnings.take': { inside: COUNTY, outside: HERE.township, input: () => command(warningFile(HERE.township)) },

	'history.find': { outside: NEIGHBOUR_COUNTY, input: () => ({}) },
	'history.imports': ofTheCounty,
	'history.shapes': { outside: NEIGHBOUR_COUNTY, input: () => ({ codes: ['430426', HERE.township] }) },
	'history.pivot': { outside: NEIGHBOUR_COUNTY, input: () => ({ by: 'year', indicators: ['affected'] }) },
	'history.export': { outside: NEIGHBOUR_COUNTY, input: () => ({ format: 'csv' }) },
	'history.preview': { inside: COUNTY, outside: HERE.township, input: () => statisticsFile() },
	'history.load': { inside: COUNTY, outside: HERE.township, input: () => command(statisticsFile()) },
	'history.mapName': {
		inside: COUNTY,
		outside: HERE.township,
		input: () => command({ of: { what: 'kind', name: `未名灾害${newId().slice(-6)}`, kind: 'snow' } })
	},

	'policies.get': ofTheCounty,
	'policies.history': { outside: NEIGHBOUR_COUNTY, input: () => ({ key: 'staleAfterMinutes' }) },
	'indicators.list': ofTheCounty,
	'indicators.add': {
		inside: COUNTY,
		outside: HERE.township,
		input: () => {
			const [zh, of] = [`受损大棚${newId()}`, { group: 'farming', unit: '个', decimals: 0 }];
			return command({ zh, en: '', of, isCurrent: false, reason: '市防指〔2026〕12 号' });
		}
	},
	'indicators.end': {
		inside: COUNTY,
		outside: HERE.township,
		input: async (world) => command({ key: await world.localIndicator(), reason: '不再需要' })
	},
	'thresholds.get': ofTheCounty,
	'thresholds.history': ofTheCounty,
	'thresholds.change': {
		inside: COUNTY,
		outside: HERE.township,
		input: async (world) => {
			const version = await world.server.app.db.prisma.thresholdSetVersion.count();
			const countyFarming = String(400_000 + version);
			const set = { ...DEFAULT_THRESHOLDS, populations: { provinceFarming: null, countyFarming } };
			return command({ set, version, reason: '预案修订' });
		}
	},
	'archive.status': { inside: COUNTY, outside: HERE.township },
	'archive.export': {
		inside: COUNTY,
		outside: HERE.township,
		subject: 'eventId',
		input: async (world) => command({ eventId: (await world.closedEvent()).id, reason: '结案归档' })
	},
	'archive.hold': {
		inside: COUNTY,
		outside: HERE.township,
		input: async (world) =>
			command({ of: { eventId: (await world.event()).id }, until: '2199-12-31', reason: '诉讼未结' })
	},
	'archive.holdOf': {
		inside: COUNTY,
		outside: HERE.township,
		input: async (world) => ({ householdId: (await world.household()).householdId })
	},
	'archive.release': {
		inside: COUNTY,
		outside: HERE.township,
		input: async (world) => command({ of: { eventId: await world.heldEvent() }, reason: '诉讼已结' })
	},

	'policies.change': {
		inside: COUNTY,
		outside: HERE.township,
		input: async (world) => {
			const versions = await world.server.app.db.prisma.policyVersion.count({ where: { key: 'peoplePerTap' } });
			return command({ key: 'peoplePerTap', value: 300 + versions, version: versions, reason: '会议纪要' });
		}
	},

	'accounts.list': { outside: null, input: () => ({}) },
	'accounts.create': {
		subject: 'areaCode',
		input: () =>
			command({ username: `m${newId().slice(-12)}`, displayName: '某某', role: 'FINANCE', areaCode: HERE.township })
	},
	'accounts.edit': aboutAccount({ displayName: '改名', role: 'FINANCE', areaCode: HERE.township }, true),
	'accounts.disable': aboutAccount(),
	'accounts.enable': {
		subject: 'accountId',
		input: async (world) => {
			const { id } = await world.account();
			await world.server.app.db.prisma.account.update({ where: { id }, data: { disabledAt: new Date() } });
			return command({ accountId: id });
		}
	},
	'accounts.resetPassword': aboutAccount(),
	'accounts.revokeSessions': aboutAccount(),

	'audit.find': { outside: null, input: () => ({ limit: 200 }) },
	'audit.head': { outside: null, input: () => ({}) }
};

/** A JPEG of one grey square, as far as its marks tell. */
const JPEG = Buffer.from('ffd8ffc0000b080010001001011100ffda0008010100003f00d2cfffd9', 'hex').toString('base64');
/** An export of the national statistics with one row of its own. */
function statisticsFile() {
	const cells = [`县 ${newId().slice(-8)}`, '雪灾', '', '2008-01-12', ...NATIONAL_KEYS.map(() => '0')];
	const text = `${NATIONAL_HEADER.join(',')}\n${cells.join(',')}\n`;
	return { fileName: '统计.csv', content: Buffer.from(text).toString('base64') };
}

function importFile() {
	const rows = `场所名称,场所类型,区划代码,经度,纬度\n导入 ${newId().slice(-8)},学校,${HERE.village},112.1,26.76\n`;
	return { fileName: '场所.csv', content: Buffer.from(rows).toString('base64') };
}
