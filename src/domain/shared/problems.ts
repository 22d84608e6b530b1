/** A language of the product: Chinese first, English second. */
export type Locale = 'zh' | 'en';

interface CatalogueEntry {
	/** HTTP status of an answer that carries this problem. */
	status: number;
	zh: string;
	en: string;
}

/**
 * Every problem a user can meet: its code, its HTTP status and its words. `{name}` is filled from the problem's
 * params. The words say what is wrong and how to mend it.
 */
export const PROBLEMS = {
	invalidInput: { status: 400, zh: '填写有误，请按提示修改：{summary}', en: 'Some fields need attention: {summary}' },
	unauthenticated: { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
	wrongCredentials: {
		status: 401,
		zh: '账号或密码不正确，还可以再试 {remaining} 次。',
		en: 'The account name or password is wrong; {remaining} more tries.'
	},
	tooManyTries: {
		status: 429,
		zh: '尝试次数过多，请 {minutes} 分钟后再试。',
		en: 'Too many tries. Try again in {minutes} minutes.'
	},
	passwordChangeRequired: {
		status: 403,
		zh: '首次登录请先修改密码。',
		en: 'Change your one-time password before going on.'
	},
	weakPassword: {
		status: 400,
		zh: '密码至少 {min} 位，且不能是常见密码或与账号相同。',
		en: 'Use at least {min} characters, not a common password and not the account name.'
	},
	demoPasswordRefused: {
		status: 403,
		zh: '演示账号只能在本机使用。',
		en: 'Demonstration accounts work on this machine only.'
	},
	forbidden: { status: 403, zh: '您的岗位不能做这项操作。', en: 'Your role may not do this.' },
	foreignOrigin: { status: 403, zh: '请求来源不被信任。', en: 'This request came from an untrusted page.' },
	notFound: {
		status: 404,
		zh: '没有找到，可能不在您的辖区内。',
		en: 'Not found; it may lie outside your area.'
	},
	outsideArea: {
		status: 403,
		zh: '所选地区不在您的辖区内：{codes}',
		en: 'These areas lie outside yours: {codes}'
	},
	unknownArea: { status: 400, zh: '没有这个区划代码：{codes}', en: 'No such division code: {codes}' },
	versionConflict: {
		status: 409,
		zh: '内容已被他人修改，请核对最新内容后再保存；您填写的内容仍在。',
		en: 'Someone changed this meanwhile. Check the latest content and save again; what you typed is kept.'
	},
	operationConflict: {
		status: 409,
		zh: '同一操作编号对应了不同的内容，请重新提交。',
		en: 'This operation id was used with other content. Submit again.'
	},
	alreadyExists: { status: 409, zh: '“{name}”已存在。', en: '“{name}” exists already.' },
	tooLarge: { status: 413, zh: '内容过大，上限为 {limit}。', en: 'Too large; the limit is {limit}.' },
	reasonRequired: { status: 400, zh: '请写明原因。', en: 'Give a reason.' },
	eventClosed: { status: 409, zh: '该灾害事件已结案。', en: 'This event is closed.' },
	phaseNotNext: {
		status: 409,
		zh: '不能从“{fromZh}”进入“{toZh}”。',
		en: 'An event cannot go from “{fromEn}” to “{toEn}”.'
	},
	nothingToChange: { status: 409, zh: '内容没有变化。', en: 'Nothing would change.' },
	eventStillOpen: {
		status: 409,
		zh: '还有 {count} 个安置点未关闭，不能结案。',
		en: '{count} shelters are still open; close them first.'
	},
	shelterAlreadyOpen: {
		status: 409,
		zh: '“{name}”已为“{event}”启用，请先关闭。',
		en: '“{name}” is open for “{event}”; close it there first.'
	},
	shelterNotOpen: { status: 409, zh: '该安置点未启用或已关闭。', en: 'This shelter is not open.' },
	shelterRetired: { status: 409, zh: '该场所已停用。', en: 'This shelter is retired from the registry.' },
	peopleStillInside: {
		status: 409,
		zh: '安置点内还有 {people} 人，请先清点为 0 再关闭。',
		en: '{people} people are still inside; count to 0 before closing.'
	},
	countsStillDiffer: {
		status: 409,
		zh: '该安置点有不同的上报待核定，请先核定再关闭。',
		en: 'Counts of this shelter differ; settle them before closing.'
	},
	bandsExceedPeople: {
		status: 400,
		zh: '各年龄段合计 {sum} 人，多于总人数 {people} 人。',
		en: 'The age bands add up to {sum}, more than the {people} people counted.'
	},
	needExceedsPeople: {
		status: 400,
		zh: '“{need}”{count} 人，多于总人数 {people} 人。',
		en: '“{need}” is {count}, more than the {people} people counted.'
	},
	noDispute: { status: 409, zh: '该处没有待核定的不同上报。', en: 'There are no differing counts to settle here.' },
	invalidPolicy: {
		status: 400,
		zh: '参数的值不合要求，请按提示修改。',
		en: 'This value is not allowed; see the note beside it.'
	},
	invalidThresholds: {
		status: 400,
		zh: '启动标准有误，请按提示修改：{summary}',
		en: 'These thresholds contradict each other; see the notes beside them.'
	},
	adviceChanged: {
		status: 409,
		zh: '对照结果刚刚有变化，请看过最新的再决定；您填写的内容仍在。',
		en: 'The advice changed meanwhile. Look at the latest and decide again; what you typed is kept.'
	},
	lastAdministrator: {
		status: 409,
		zh: '至少要保留一名可用的管理员。',
		en: 'At least one working administrator must remain.'
	},
	invalidFile: { status: 400, zh: '文件无法读取：{detailZh}', en: 'The file cannot be read: {detailEn}' },
	importHasErrors: {
		status: 409,
		zh: '有 {count} 行有误，请修改后重试，或选择只导入正确的行。',
		en: 'Rows with errors: {count}. Mend them, or import only the valid rows.'
	},
	warningDiffers: {
		status: 409,
		zh: '编号为 {identifier} 的预警已收到，内容与这份文件不同。请与发布单位核对；更正应以新编号的“更新”发布。',
		en: 'Message {identifier} has come already with other content. Ask its sender; a correction comes as an update with a number of its own.'
	},
	warningSignedAsOwn: {
		status: 409,
		zh: '这份文件署名为本县（{sender}），但不是从这里发布的，没有接收。请核对来源；本县的预警请在“本县发布”中发布。',
		en: 'This file is signed as the county itself ({sender}) but was not issued here, so it was not taken. Check where it comes from; the county’s own notices are issued under “Issued here”.'
	},
	noticeTimes: {
		status: 400,
		zh: '截止时间要晚于现在、生效时间和预计开始时间，请修改。',
		en: 'The notice must end later than now, than it takes effect and than the expected onset. Change the times.'
	},
	notOwnNotice: {
		status: 409,
		zh: '只能更新或解除本县发布的预警；其他单位的预警由其发布单位更新。',
		en: 'Only the county’s own notices are updated or cancelled here; others’ warnings are ended by who sent them.'
	},
	noticeEnded: {
		status: 409,
		zh: '这份预警已更新或解除，请打开最新的一份再操作。',
		en: 'This notice was replaced or cancelled already. Open the latest one.'
	},
	fileHasProblems: {
		status: 409,
		zh: '文件中有 {count} 处读不懂，没有导入任何内容。第 {row} 行“{column}”：{detailZh}。',
		en: '{count} places of the file cannot be read; nothing was loaded. Row {row}, “{column}”: {detailEn}.'
	},
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
	searchTooShort: {
		status: 400,
		zh: '请多输入几个字：拼音首字母至少 2 个，号码尾数至少 4 位。',
		en: 'Type a little more: two initials at least, or four places of a number.'
	},
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
	alreadySettled: { status: 409, zh: '这一冲突已经核定。', en: 'This conflict is settled already.' },
	deviceMismatch: {
		status: 409,
		zh: '这些操作属于另一台设备或另一个账号，请在原设备上用原账号发送。',
		en: 'These operations belong to another device or account. Send them from there.'
	},
	deviceRevoked: {
		status: 403,
		zh: '此设备已被停用，不能再登录和上报。如需继续使用，请联系值班室重新登记。',
		en: 'This device was revoked: it can no longer sign in or report. Ask the desk to enrol it again.'
	},
	enrolmentInvalid: {
		status: 404,
		zh: '登记码不对、已用过或已过期。请核对，或请值班室重新发一个。',
		en: 'This code is wrong, used or expired. Check it, or ask the desk for a new one.'
	},
	deviceNotEnrolled: {
		status: 403,
		zh: '此设备没有登记到安置点，不能用 PIN 码登录，请用账号和密码。',
		en: 'This device is not enrolled for a shelter; sign in with your account and password instead of a PIN.'
	},
	wrongPin: {
		status: 401,
		zh: 'PIN 码不正确，还可以再试 {remaining} 次。',
		en: 'The PIN is wrong; {remaining} more tries.'
	},
	pinLocked: {
		status: 403,
		zh: 'PIN 码多次输错，已在此设备上锁定。请用账号和密码登录一次。',
		en: 'Too many wrong PINs: locked on this device. Sign in once with your account and password.'
	},
	pinUnavailable: {
		status: 403,
		zh: '此账号还不能在这里用 PIN 码。请先用密码登录，再在“我的账号”里设置。',
		en: 'This account cannot use a PIN here yet. Sign in with the password first, then set one under My account.'
	},
	weakPin: {
		status: 400,
		zh: '这个 PIN 码太容易猜：不要用连号、重复的数字或日期。',
		en: 'This PIN is too easy to guess: no runs, repeated digits or dates.'
	},
	operationDamaged: {
		status: 400,
		zh: '这项操作在保存或传送中损坏，没有采用。请核对后重新填写。',
		en: 'This operation was damaged in storage or on the way and was not taken. Check it and enter it again.'
	},
	/** What is left of a stored rejection whose words can no longer be read. */
	/** A fault of the product that comes each time: those behind it must not wait for ever. */
	operationFailed: {
		status: 500,
		zh: '服务器多次处理这项操作都出错（编号 {requestId}），没有采用，内容仍在本机。请告诉管理员这个编号，稍后再提交。',
		en: 'The server failed on this each time (number {requestId}) and did not take it; it is kept on this device. Give the administrator the number and submit it again later.'
	},
	operationRefused: {
		status: 409,
		zh: '这项操作已被拒绝，没有采用。请核对后重新填写。',
		en: 'This operation was refused and was not taken. Check it and enter it again.'
	},
	/** The passing trouble of a tablet that was updated before its county. */
	serverOlder: {
		status: 503,
		zh: '服务器版本较旧，升级后会自动接收；您填写的内容仍在本机。',
		en: 'The server is an older version and will take this once it is updated. What you entered stays on this device.'
	},
	databaseUnavailable: {
		status: 503,
		zh: '数据库暂时连不上，您的内容没有丢，请稍后重试。',
		en: 'The database cannot be reached for the moment. What you entered is kept; try again shortly.'
	},
	diskFull: {
		status: 503,
		zh: '服务器磁盘已满：可以查看，暂不能保存。请联系管理员清理磁盘。',
		en: 'The server’s disk is full: reading works, saving does not. Ask the administrator to free space.'
	},
	/** Said by the client itself: the request did not reach the server, or its answer did not come back. */
	notConnected: {
		status: 503,
		zh: '未连接到服务器，您填写的内容仍在，请检查网络后重试。',
		en: 'Not connected to the server. What you entered is kept; check the network and try again.'
	},
	/** Said by the client itself, of what is kept on the device. */
	areaNotInEvent: {
		status: 409,
		zh: '这个单位不在该灾害事件的范围内；如受灾，请县值班员把它加入事件范围。',
		en: 'This unit lies outside the event. If it is struck, ask the county desk to include it.'
	},
	reportEmpty: {
		status: 400,
		zh: '没有填写任何数字。没有灾情或没有变化，请用“零报告”。',
		en: 'No figure is filled in. If there is no damage or no change, file a zero report.'
	},
	reportNotZero: {
		status: 409,
		zh: '零报告表示数字没有变化，但数字有变；请核对后按新的数字上报。',
		en: 'A zero report says that nothing changed, yet figures differ. Check them and report the new figures.'
	},
	reportNothingToVerify: {
		status: 409,
		zh: '还没有报过灾情，不能核报；请先初报。',
		en: 'There is nothing to verify yet: file a first report.'
	},
	reportAlreadyVerified: {
		status: 409,
		zh: '这个单位已经核报；数字有误，请再次核报并说明原因。',
		en: 'This unit has verified its figures. If one is wrong, file a verified report again, with the reason.'
	},
	reportVerifiedAgain: {
		status: 400,
		zh: '这个单位已经核报；再次核报，请在说明里写明原因。',
		en: 'This unit has verified its figures: to do it again, say why in the note.'
	},
	reportFiguresChanged: {
		status: 409,
		zh: '汇总数字在您查看之后有变化，请核对最新数字后再上报。',
		en: 'The sums changed after you looked at them. Check the latest and file again.'
	},
	reportBreaksRules: {
		status: 400,
		zh: '有 {count} 处数字互相矛盾，改正后才能上报：{summary}',
		en: '{count} figures contradict each other; put them right first: {summary}'
	},
	reportNeedsReasons: {
		status: 400,
		zh: '有 {count} 处需要写明原因：{summary}',
		en: '{count} points need a written reason: {summary}'
	},
	reportDecided: {
		status: 409,
		zh: '这一期已有人审核，或已报来后一期；请看最新的一期。',
		en: 'Somebody decided on this report, or a later one came in. Look at the latest.'
	},
	reportHasEnded: {
		status: 409,
		zh: '县里已不再统计：{names}。请去掉这几项，核对后重新提交。',
		en: 'The county asks for this no more: {names}. Take it out, look the report over and file it again.'
	},
	indicatorUnknown: {
		status: 400,
		zh: '没有这个指标：{name}；请刷新后重试。',
		en: 'There is no such indicator: {name}. Load the page again and retry.'
	},
	indicatorNational: {
		status: 400,
		zh: '国家目录中的指标不能停用，只能停用地方指标。',
		en: 'Indicators of the national catalogue cannot be ended, only the county’s own.'
	},
	indicatorEnded: {
		status: 409,
		zh: '“{name}”已停用；需要再用，请另行增加一个。',
		en: '“{name}” has ended. If it is needed again, add a new one.'
	},
	indicatorHasParts: {
		status: 409,
		zh: '请先停用它的分项：{names}',
		en: 'End its parts first: {names}'
	},
	indicatorNameTaken: {
		status: 409,
		zh: '已有指标与“{name}”同名（中文或英文名称）；请换一个名称。',
		en: 'An indicator in use goes by this name already, in Chinese or in English: “{name}”. Choose another.'
	},
	indicatorOutgrows: {
		status: 400,
		zh: '“{name}”是实时值，会减少；它的分项也要是实时值。',
		en: '“{name}” is a figure of now and may fall; a part of it must be one too.'
	},
	indicatorsFull: {
		status: 409,
		zh: '在用的地方指标最多 {most} 个；请先停用不再需要的。',
		en: 'The county may ask for {most} indicators of its own at most; end one first.'
	},
	adjustmentLevel: {
		status: 400,
		zh: '只能调整乡镇或县的汇总数；村的数字请退回重报。',
		en: 'Only sums of a township or the county are adjusted; send a village’s report back instead.'
	},
	adjustmentNothing: { status: 400, zh: '调整数不能为 0。', en: 'An adjustment of 0 changes nothing.' },
	adjustmentOfShelters: {
		status: 409,
		zh: '这个数取自安置点登记，请到安置点更正人数。',
		en: 'This figure comes from the shelters: correct the count or the stays there.'
	},
	adjustmentPlaces: {
		status: 400,
		zh: '这项指标最多 {decimals} 位小数，请改调整数。',
		en: 'This indicator has {decimals} decimals at most.'
	},
	adjustmentBelowZero: {
		status: 400,
		zh: '现在是 {sum}，调整 {amount} 后会小于 0；请改小调整数。',
		en: 'The sum is {sum}; an adjustment of {amount} would take it below 0.'
	},
	reportBelowZero: {
		status: 409,
		zh: '通过后汇总会小于 0：{summary}。请先撤销或改动原来的调整；确要先通过的，请在报告下方勾选“已知道”再通过。',
		en: 'Accepting it takes sums below 0: {summary}. Take the adjustments back or change them first; to accept it before that, tick below the report that you know.'
	},
	adjustmentReversed: {
		status: 409,
		zh: '这一笔调整已经撤销，或本身就是撤销。',
		en: 'This adjustment was taken back already, or takes another back itself.'
	},
	deviceStorageFull: {
		status: 507,
		zh: '这台设备存储已满，这一条没有保存；填写的内容仍在。请清理设备存储后再保存。',
		en: 'This device’s storage is full; this was not saved. What you entered is still here: free some space and save again.'
	},
	deviceStorageTrouble: {
		status: 503,
		zh: '这台设备的存储暂时读写不了，正在自动重试；如果一再出现，请重新载入页面。',
		en: 'This device’s storage cannot be read or written for the moment; it is tried again. If it keeps failing, load the page again.'
	},
	deviceLocked: {
		status: 401,
		zh: '请先登录，再在这台设备上保存。',
		en: 'Sign in first; then it can be saved on this device.'
	},
	deviceRecordDamaged: {
		status: 409,
		zh: '这一条在设备上已损坏，无法读取和发送。请核对后重新填报，再放弃这一条。',
		en: 'This record is damaged on the device and cannot be read or sent. Check, enter it again, then give this one up.'
	},
	withdrawnTooLate: {
		status: 409,
		zh: '撤回之前县里已经收到这一条，撤回没有生效。如有错误请更正。',
		en: 'The county had received this before it was withdrawn, so it stands. If it was wrong, correct it.'
	},
	unknownFigure: {
		status: 400,
		zh: '正文花括号中的这些名称没有对应的数字：{names}。请从列出的名称中选用，或删去。',
		en: 'Nothing is known for these names in braces: {names}. Use one of those listed, or take them out.'
	},
	documentBelowZero: {
		status: 409,
		zh: '{names}有小于 0 的数字：村报更正后，原来的调整已不合适。请在灾情报送里撤销或改调整，再起草。',
		en: '{names}: a figure is below 0, because a report was corrected after it was adjusted. Take the adjustment back or change it, then draft again.'
	},
	documentOutdated: {
		status: 409,
		zh: '起草之后数字有了变化，或同期已有人签发。请看过新的数字再签发；您写的文字仍在。',
		en: 'The figures changed since this was drafted, or somebody issued meanwhile. Look at the new figures and issue again; what you wrote is kept.'
	},
	pageOutdated: {
		status: 409,
		zh: '这台设备上已有新版本，请重新载入页面后再操作。',
		en: 'A newer version is on this device. Load the page again and go on.'
	},
	serverBusy: { status: 503, zh: '服务器繁忙，请稍后重试。', en: 'The server is busy; try again shortly.' },
	noSuchProcedure: { status: 404, zh: '没有这个接口。', en: 'There is no such procedure.' },
	internal: {
		status: 500,
		zh: '服务器出错，已记录（编号 {requestId}）。请稍后重试或告诉管理员这个编号。',
		en: 'Something failed on the server and was recorded (number {requestId}). Try again, or give the administrator this number.'
	}
} as const satisfies Record<string, CatalogueEntry>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One field that needs attention: where, and what to do, in both languages. */
export interface FieldProblem {
	/** Path in the input, such as `ageBands.children` or `rows.3.name`. */
	path: string;
	zh: string;
	en: string;
}

/** A problem as it travels: a code of the catalogue, the figures in its words, and the fields it concerns. */
export interface Problem {
	code: ProblemCode;
	params?: Record<string, string | number>;
	fields?: FieldProblem[];
}

export function problem(code: ProblemCode, params?: Problem['params'], fields?: FieldProblem[]): Problem {
	return { code, ...(params ? { params } : {}), ...(fields ? { fields } : {}) };
}

/** The words of a problem in a language, with its figures filled in. */
export function describeProblem(of: Problem, locale: Locale): string {
	const words: string = PROBLEMS[of.code][locale];
	// Which fields need attention is said in the language asked for, not in the one the summary was made in.
	const fields = [...new Set((of.fields ?? []).map((field) => field[locale]))];
	const params = fields.length > 0 ? { ...of.params, summary: fields.join(locale === 'zh' ? '；' : '; ') } : of.params;
	return words.replace(/\{(\w+)\}/g, (_, name: string) => String(params?.[name] ?? ''));
}

/** A problem thrown where returning it would only be passed up: repositories and procedures. */
export class ProblemError extends Error {
	readonly problem: Problem;

	constructor(of: Problem | ProblemCode, params?: Problem['params'], fields?: FieldProblem[]) {
		const made = typeof of === 'string' ? problem(of, params, fields) : of;
		super(made.code);
		this.name = 'ProblemError';
		this.problem = made;
	}
}
