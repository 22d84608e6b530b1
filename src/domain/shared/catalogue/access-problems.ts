import type { CatalogueEntry } from './catalogue-entry.ts';

/** Who may work here: accounts, passwords, PINs and devices. */
export const ACCESS_PROBLEMS = {
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
	lastAdministrator: {
		status: 409,
		zh: '至少要保留一名可用的管理员。',
		en: 'At least one working administrator must remain.'
	},
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
	}
} as const satisfies Record<string, CatalogueEntry>;
