import type { CatalogueEntry } from './catalogue-entry.ts';

/** People and where they are: documents, households, stays, meals, rosters, relocation, the archive. */
export const PEOPLE_PROBLEMS = {
	idNumberCharacters: {
		status: 400,
		zh: '身份证号只能是数字，末位可以是 X。',
		en: 'An ID number has digits only; the last place may be X.'
	},
	idNumberLength: {
		status: 400,
		zh: '身份证号应为 18 位（旧证 15 位），现为 {length} 位。',
		en: 'An ID number has 18 places (15 on old cards); this has {length}.'
	},
	idNumberArea: {
		status: 400,
		zh: '身份证号前两位“{area}”不是省级区划代码。',
		en: 'The ID number begins with “{area}”, which is no province.'
	},
	idNumberDate: {
		status: 400,
		zh: '身份证号中的出生日期“{date}”不存在。',
		en: 'The birth date “{date}” in the ID number does not exist.'
	},
	idNumberFuture: {
		status: 400,
		zh: '身份证号中的出生日期“{date}”还没有到。',
		en: 'The birth date “{date}” in the ID number is still to come.'
	},
	idNumberChecksum: {
		status: 400,
		zh: '身份证号校验不符，有数字抄错或次序颠倒。',
		en: 'The ID number’s check digit does not fit: a digit is wrong or two are swapped.'
	},
	documentNumber: {
		status: 400,
		zh: '证件号码的格式不对，例如 {example}。',
		en: 'This document number is not of the right form, such as {example}.'
	},
	personAlreadyRegistered: {
		status: 409,
		zh: '证件号码已登记过，请查找该人员，不要重复登记。',
		en: 'Somebody with this document is registered already. Search for them; do not register them twice.'
	},
	entryHasOwner: {
		status: 409,
		zh: '这一条的身份证号已有登记人员，按证件为准；如有误，请更正该人员或名册的证件号码。',
		en: 'The ID number of this entry belongs to somebody registered, and that stands. If it is wrong, mend the number there or in the roster.'
	},
	nobodyToList: {
		status: 409,
		zh: '这里没有可以列入转移名单的登记户；请先登记住户。',
		en: 'There is no registered household here to put on the list; register households first.'
	},
	householdStruck: {
		status: 409,
		zh: '这一户已从转移名单划出；要安排它，请先放回名单。',
		en: 'This household was struck off the relocation list; put it back before assigning it.'
	},
	destinationNotOpen: {
		status: 409,
		zh: '所选的安置点没有为这次灾害开放；请另选一个。',
		en: 'The chosen shelter is not open for this event; choose another.'
	},
	documentTaken: {
		status: 409,
		zh: '这一证件号码属于另一名已登记的人员；若是同一人，请合并两条记录。',
		en: 'This document belongs to another registered person; if it is the same one, merge the two records.'
	},
	householdNeedsHead: {
		status: 409,
		zh: '每户要有一名户主：请先另定户主。',
		en: 'A household needs a head: make another member the head first.'
	},
	householdHasHead: {
		status: 409,
		zh: '这一户已有户主，请选择与户主的关系。',
		en: 'This household has a head; choose how this person stands to them.'
	},
	samePerson: {
		status: 400,
		zh: '这是同一条记录，请选择另一条。',
		en: 'This is the same record; choose the other one.'
	},
	documentsDiffer: {
		status: 409,
		zh: '两条记录的证件不同，不能合并；若其中一个有误，请先更正。',
		en: 'The two records bear different documents. If one is wrong, put it right first; else they are two people.'
	},
	personAnonymised: {
		status: 409,
		zh: '此人的个人信息已按规定匿名，不能再查看、修改、合并或办理入住。需要时请查阅纸质档案；本人再来时请重新登记。',
		en: 'The personal data of this person was anonymised by policy and can no longer be shown, changed, merged or checked in. See the paper file; somebody who comes again is registered anew.'
	},
	archiveEventOpen: {
		status: 409,
		zh: '事件尚未结案，不能导出存档；请先结案。',
		en: 'The event is still open and cannot be exported for the file; close it first.'
	},
	archiveDayPast: {
		status: 400,
		zh: '缓期截止日 {day} 已过，请选今天或以后的日期。',
		en: 'The day {day} is past; choose today or a later one.'
	},
	archiveNotHeld: {
		status: 409,
		zh: '目前没有缓期，无须解除。',
		en: 'Nothing is held here, so there is nothing to end.'
	},
	photoNotJpeg: {
		status: 400,
		zh: '照片须为完整的 JPEG 文件，请重拍。',
		en: 'The photo must be a whole JPEG file; take it again.'
	},
	photoTooLarge: {
		status: 400,
		zh: '照片不能超过 {kilobytes} KB，边长不能超过 {pixels} 像素。',
		en: 'A photo may have {kilobytes} kB and {pixels} pixels a side at most.'
	},
	tooManyQuestions: {
		status: 429,
		zh: '本账号一小时内最多查询 {limit} 次，请稍后再查。',
		en: 'This account may ask {limit} times an hour; ask again later.'
	},
	alreadyDelivered: { status: 409, zh: '这条口信已经转达。', en: 'This message has been delivered already.' },
	personNotHere: {
		status: 409,
		zh: '有 {count} 人不在本点的在住名单中，或所在有冲突待核定。',
		en: '{count} of these people are not on this place’s list, or their whereabouts are in conflict.'
	},
	personNotSent: {
		status: 409,
		zh: '有 {count} 人没有从别处转来的记录，请按入住登记办理。',
		en: '{count} of these people were not sent here from another shelter; check them in instead.'
	},
	sameShelter: { status: 400, zh: '转出与转入是同一个安置点。', en: 'This is the shelter they are in.' },
	mealDayAhead: {
		status: 400,
		zh: '用餐日期 {day} 还没有到，请核对日期和设备时间。',
		en: 'The day of this meal, {day}, is still to come. Check the day and the clock of the device.'
	},
	mealDietsExceed: {
		status: 400,
		zh: '特殊饮食 {special} 份，多于用餐 {served} 人。',
		en: '{special} special diets are more than the {served} people served.'
	},
	mealEnteredBefore: {
		status: 409,
		zh: '这一餐已登记为 {served} 人。人数不对时，请用“更正”并写明原因。',
		en: 'This meal was entered already, as {served} people. If that is wrong, correct it and say why.'
	},
	mealCorrectedBefore: {
		status: 409,
		zh: '这一条已被更正过，请看最新的数再更正。',
		en: 'This entry was corrected meanwhile. Look at the latest figure, then correct that.'
	},
	namesDiffer: {
		status: 409,
		zh: '清点与实名相差 {difference} 人。请先核对；确需改按实名统计的，请写明原因。',
		en: 'Heads and names differ by {difference}. Sort that out first, or say why the names shall count.'
	},
	alreadySettled: { status: 409, zh: '这一冲突已经核定。', en: 'This conflict is settled already.' }
} as const satisfies Record<string, CatalogueEntry>;
