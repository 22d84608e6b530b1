import { TRPCClientError } from '@trpc/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { CountForm } from '#client/features/counts/count-form.svelte.ts';
import { problem, PROBLEMS, type ProblemCode } from '#domain/shared/problems.ts';
import { aPoint } from './a-point.ts';

const submit = vi.hoisted(() => vi.fn());
vi.mock('#client/live/api.ts', () => ({
	api: { counts: { submit: { mutate: submit }, correct: { mutate: submit } } }
}));

const { Sending } = await import('#client/features/counts/sending.svelte.ts');

const point = aPoint();
const report = () => {
	const form = new CountForm(() => point);
	form.people = 45;
	return form.toReport('2026-01-26T02:00:00.000Z');
};
const RECEIPT = {
	observationId: 'o',
	receivedAt: '2026-01-26T02:00:01.000Z',
	people: 45,
	observedAt: '',
	isDisputed: false,
	version: 3
};
const lost = () => new TRPCClientError('Failed to fetch');

/** A failed answer as the server sends it. */
function refused(code: ProblemCode): TRPCClientError<never> {
	const of = problem(code, {});
	const data = { httpStatus: PROBLEMS[code].status, problem: of };
	return new TRPCClientError(code, { result: { error: { message: code, code: -32000, data } } as never });
}

beforeEach(() => {
	submit.mockReset();
	const kept = new Map<string, string>();
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => kept.set(key, value),
		removeItem: (key: string) => kept.delete(key)
	});
});

it('calls nothing received before the county has said so', async () => {
	let answer: (receipt: typeof RECEIPT) => void = () => undefined;
	submit.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
	const sending = new Sending('anna', point.id);
	const attempt = sending.send(report());
	expect([sending.isBusy, sending.receipt]).toEqual([true, null]);
	answer(RECEIPT);
	await attempt;
	expect(sending.receipt).toEqual(RECEIPT);
	expect([sending.isBusy, sending.report, sending.problem]).toEqual([false, null, null]);
});

it('keeps a report whose answer was lost and sends it again under the same operation id', async () => {
	submit.mockRejectedValueOnce(lost()).mockResolvedValueOnce(RECEIPT);
	const sending = new Sending('anna', point.id);
	const made = report();
	await sending.send(made);
	expect(sending.problem?.code).toBe('notConnected');
	expect(sending.receipt).toBeNull();
	// The page is closed and opened again.
	const later = new Sending('anna', point.id);
	expect(later.report).toEqual(made);
	await later.sendAgain();
	expect(later.receipt).toEqual(RECEIPT);
	const ids = submit.mock.calls.map(([command]) => (command as { operationId: string }).operationId);
	expect(ids).toEqual([made.command.operationId, made.command.operationId]);
	expect(new Sending('anna', point.id).report).toBeNull();
});

it.each(['databaseUnavailable', 'diskFull', 'serverBusy', 'unauthenticated'] as const)(
	'keeps it while the server says %s',
	async (code) => {
		submit.mockRejectedValueOnce(refused(code));
		const sending = new Sending('anna', point.id);
		await sending.send(report());
		expect(sending.report).not.toBeNull();
		expect(sending.problem?.code).toBe(code);
	}
);

it.each(['shelterNotOpen', 'bandsExceedPeople', 'forbidden'] as const)('lets it go when refused: %s', async (code) => {
	submit.mockRejectedValueOnce(refused(code));
	const sending = new Sending('anna', point.id);
	await sending.send(report());
	expect(sending.report).toBeNull();
	expect(sending.problem?.code).toBe(code);
	sending.startAnew();
	expect(sending.problem).toBeNull();
});

it('sends one at a time', async () => {
	submit.mockResolvedValue(RECEIPT);
	const sending = new Sending('anna', point.id);
	await Promise.all([sending.send(report()), sending.sendAgain(), sending.sendAgain()]);
	expect(submit).toHaveBeenCalledTimes(1);
});

it('lets a fault of the program through instead of calling it a lost connection', async () => {
	submit.mockRejectedValueOnce(new RangeError('a bug'));
	const sending = new Sending('anna', point.id);
	await expect(sending.send(report())).rejects.toThrow('a bug');
	expect(sending.isBusy).toBe(false);
});
