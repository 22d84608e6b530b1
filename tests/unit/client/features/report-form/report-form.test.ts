import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftFrom, type Basis } from '#client/features/report-form/report-draft.ts';
import { ReportForm } from '#client/features/report-form/report-form.svelte.ts';
import { catalogueWith, NATIONAL_CATALOGUE, type Catalogue } from '#domain/reports/catalogue.ts';
import { NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import { FileReportInput } from '#domain/reports/report.ts';
import { commandOf } from '#domain/sync/operation.ts';
import { aLocal } from '../../../domain/reports/local-indicators.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import { aBasis } from './a-basis.ts';

const EVENT = '019c0000-0000-7000-8000-0000000000e1';
const VILLAGE = '430426001002';
const NOW = '2026-01-26T04:00:00.000Z';
const POLICY = { sharePercent: 50, atLeast: 10 };

interface World {
	basis?: Basis | null;
	accepted?: Figures | null;
	isByPhone?: boolean;
	mustVerify?: boolean;
	catalogue?: Catalogue;
}

function formOver(world: World = {}): ReportForm {
	const {
		basis = null,
		accepted = null,
		isByPhone = false,
		mustVerify = false,
		catalogue = NATIONAL_CATALOGUE
	} = world;
	return new ReportForm({
		basis: () => basis,
		policy: () => POLICY,
		catalogue: () => catalogue,
		accepted: () => accepted,
		isByPhone: () => isByPhone,
		mustVerify: () => mustVerify
	});
}

const sent = (form: ReportForm) =>
	FileReportInput.parse(
		commandOf({ operationId: form.operationId, deviceTime: NOW, payload: form.toPayload(EVENT, VILLAGE) }, NOW)
	);

describe('the report of a village', () => {
	it('weighs against what was accepted last, and keeps what a basis that waits said of its changes', () => {
		const reasons = [{ about: 'fall:affected', reason: '三组重复' }];
		const basis = aBasis({ figures: { affected: '40' }, reasons });
		const form = formOver({ basis, accepted: { affected: '100' } });
		expect(form.needed.map(({ about }) => about)).toEqual(['fall:affected']);
		expect(form.open).toEqual([]);
		expect(form.toZeroPayload(EVENT, VILLAGE).reasons).toEqual(reasons);
		form.type('affected', '100');
		expect(form.needed).toEqual([]);
		expect(sent(form).reasons).toEqual([]);
	});

	it('understands full-width digits and thousands, and says what is no number', () => {
		const form = formOver();
		form.type('affected', '１，２００');
		form.type('directEconomicLoss', '12.50');
		form.type('deaths', '两');
		expect(form.figures).toEqual({ affected: '1200', directEconomicLoss: '12.5' });
		expect([...form.invalid]).toEqual(['deaths']);
		expect(form.open).toContain('deaths');
		expect(form.isComplete).toBe(false);
	});

	it('says of what is no number only that, not that it fell, is blank or breaks a rule', () => {
		const form = formOver({
			basis: aBasis({ figures: { ...aBasis().figures, injured: '4', preemptivelyEvacuated: '9' } })
		});
		for (const text of ['abc', '12人']) {
			form.type('affected', text);
			form.type('shelteredTotal', text);
			expect(form.open).toEqual(['affected', 'shelteredTotal']);
			expect([form.breaks, form.needed]).toEqual([[], []]);
			expect(form.offers.size + form.changes.size).toBe(0);
		}
		form.type('affected', '12');
		expect(form.breaksAt('affected', false)).not.toEqual([]);
		expect(form.neededAt('affected').map(({ about }) => about)).toContain('fall:affected');
		form.type('affected', '');
		expect(form.neededAt('affected').map(({ about }) => about)).toContain('fall:affected');
	});

	it('names each break as it is typed, at the figure and where it is typed', () => {
		const form = formOver();
		form.type('deaths', '5');
		expect(form.breaksAt('affected', false).map(({ rule }) => rule)).toEqual(['affected >= deaths']);
		expect(form.breaksAt('deaths', false)).toEqual([]);
		expect(form.breaksAt('deaths', true)).toHaveLength(1);
		form.type('affected', '50');
		expect(form.breaks).toEqual([]);
		form.type('affected', '50.5');
		expect(form.breaks.map(({ kind }) => kind)).toEqual(['tooManyPlaces']);
	});

	it('offers the sum that follows and puts in nothing by itself', () => {
		const form = formOver();
		form.type('affected', '200');
		form.type('shelteredTotal', '120');
		form.type('dispersedTotal', '30');
		expect(form.figures['relocatedTotal']).toBeUndefined();
		expect(form.offers.get('relocatedTotal')?.sum).toBe('150');
		form.type('relocatedTotal', '140');
		expect(form.figures['relocatedTotal']).toBe('140');
		form.type('relocatedTotal', form.offers.get('relocatedTotal')!.sum);
		expect(form.offers.has('relocatedTotal')).toBe(false);
		expect(form.isComplete).toBe(true);
	});

	it('starts from the last report and marks what changed', () => {
		const form = formOver({ basis: aBasis() });
		expect(form.isUntouched).toBe(true);
		expect(form.textOf('affected')).toBe('120');
		form.type('affected', '132');
		expect([...form.changes.values()]).toEqual([{ key: 'affected', before: '120', after: '132', difference: '12' }]);
		expect(sent(form).figures).toEqual({ ...aBasis().figures, affected: '132' });
		form.type('deaths', '');
		expect(sent(form).figures).not.toHaveProperty('deaths');
	});

	it('asks why right at the figure that fell or swung, and is complete once it is told', () => {
		const form = formOver({ basis: aBasis() });
		form.type('affected', '110');
		expect(form.neededAt('affected').map(({ about }) => about)).toEqual(['fall:affected']);
		expect(form.isComplete).toBe(false);
		form.setReason('fall:affected', ' 重复统计 ');
		expect(form.isComplete).toBe(true);
		expect(sent(form).reasons).toEqual([{ about: 'fall:affected', reason: '重复统计' }]);
		form.type('affected', '400');
		expect(form.neededAt('affected').map(({ about }) => about)).toEqual(['swing:affected']);
		expect(sent(form).reasons).toEqual([]);
	});

	it('keeps the explanation of a rule that the last report broke already', () => {
		const about = 'affected >= preemptivelyEvacuated';
		const basis = aBasis({
			figures: { affected: '10', preemptivelyEvacuated: '12' },
			reasons: [{ about: `rule:${about}`, reason: '外村人员一并转移' }]
		});
		const form = formOver({ basis });
		expect(form.isComplete).toBe(true);
		expect(sent(form).reasons).toHaveLength(1);
		expect(form.toZeroPayload(EVENT, VILLAGE)).toMatchObject({
			isZero: true,
			basisId: basis.id,
			reasons: [{ about: `rule:${about}`, reason: '外村人员一并转移' }]
		});
		expect(form.toZeroPayload(EVENT, VILLAGE).figures).toBeUndefined();
	});

	it('says which figures are estimates, and which came by telephone', () => {
		const basis = aBasis({ sources: { relocatedTotal: 'estimate', deaths: 'phone' } });
		const form = formOver({ basis });
		form.setEstimate('affected', true);
		form.setEstimate('relocatedTotal', false);
		expect(sent(form).sources).toEqual({ affected: 'estimate', deaths: 'phone' });
		const byPhone = formOver({ isByPhone: true });
		byPhone.type('affected', '3');
		byPhone.type('deaths', '0');
		byPhone.setEstimate('affected', true);
		expect(sent(byPhone).sources).toEqual({ affected: 'estimate', deaths: 'phone' });
	});

	it('is 核报 where it is said to be, and always after the unit has verified', () => {
		const form = formOver({ basis: aBasis() });
		expect(form.isVerified).toBe(false);
		form.isVerified = true;
		expect(sent(form).isVerified).toBe(true);
		expect(formOver({ basis: aBasis(), mustVerify: true }).toZeroPayload(EVENT, VILLAGE).isVerified).toBe(true);
	});

	it('goes on with a draft that was kept, and begins anew under another id', () => {
		const form = formOver({ basis: aBasis() });
		form.type('injured', '2');
		form.note = '3 组滑坡';
		const later = formOver({ basis: aBasis() });
		later.goOn(JSON.parse(JSON.stringify(form.draft)) as typeof form.draft);
		expect(later.textOf('injured')).toBe('2');
		expect(later.note).toBe('3 组滑坡');
		expect(later.operationId).toBe(form.operationId);
		later.clear();
		expect(later.isUntouched).toBe(true);
		expect(later.operationId).not.toBe(form.operationId);
	});

	it('takes up a report that was sent back, over the one that stands', () => {
		const form = formOver({ basis: aBasis() });
		const returned = { figures: { affected: '500' }, sources: {}, reasons: [], note: '估报', isVerified: false };
		form.takeUp(returned, { mends: '019c0000-0000-7000-8000-000000000002' });
		expect(form.figures).toEqual({ affected: '500' });
		expect(form.textOf('relocatedTotal')).toBe('');
		expect(sent(form)).toMatchObject({ basisId: '019c0000-0000-7000-8000-000000000002', note: '估报' });
	});

	it('asks for the county’s own indicators, checks them, and leaves out what ended since', () => {
		const basis = aBasis({ figures: { affected: '40', 'local.1': '9', 'local.2': '5' } });
		const part = aLocal({ parent: 'affected', unit: '人', group: 'people', zh: '滞留旅客' });
		const ended = aLocal({ key: 'local.2', zh: '受损鱼塘', endedAt: NOW });
		const form = formOver({ basis, catalogue: catalogueWith([part, ended]) });
		expect(form.figures).toEqual({ affected: '40', 'local.1': '9' });
		expect(form.changes.size).toBe(0);
		form.type('local.1', '41');
		expect(form.breaksAt('affected', false).map(({ rule }) => rule)).toEqual(['affected >= local.1']);
		form.type('local.1', '12');
		expect(form.open).toEqual([]);
		expect(sent(form).figures).toEqual({ affected: '40', 'local.1': '12' });
	});
});

it('a draft made from any report over any basis says what the report said', () => {
	const figures = fc.dictionary(fc.constantFrom(...NATIONAL_KEYS), fc.nat().map(String));
	fc.assert(
		fc.property(figures, figures, (said, stood) => {
			const basis = aBasis({ figures: { ...stood } });
			const form = formOver({ basis });
			const before = { figures: { ...said }, sources: {}, reasons: [], note: '', isVerified: false };
			form.goOn(draftFrom(before, basis, {}, NATIONAL_CATALOGUE));
			expect(form.figures).toEqual({ ...said });
		}),
		{ numRuns: 60 }
	);
});
