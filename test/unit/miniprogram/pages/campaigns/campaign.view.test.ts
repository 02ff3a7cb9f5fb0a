import { describe, expect, it } from 'vitest';
import {
  aboutLine,
  facts,
  habitWords,
  mainAct,
  otherWarnings,
  progress,
  reasonBars,
  scopeNote,
  splitParts,
} from '../../../../../miniprogram/pages/campaigns/campaign.view.ts';
import { campaignGroups, campaignLine, reachWords } from '../../../../../miniprogram/pages/campaigns/campaigns.view.ts';
import type { CampaignPreview, CampaignRow } from '../../../../../miniprogram/api/client.ts';
import { at, NOW, preview } from '../../views.ts';

const state = (code: CampaignPreview['status']['code']) => ({ code, name: code });

describe('the preview', () => {
  it('cuts the segment into parts that add up', () => {
    const parts = splitParts(preview());
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(preview().total);
    expect(parts.map(({ legend }) => legend)).toEqual(['收到', '对照组 27（10%，随机）', '不发 43']);
  });

  it('says to whom it goes and when', () => {
    expect(aboutLine(preview())).toBe('分群「购机满 2 年」 · 11月26日 周四 10:00 · 企微群发');
    expect(aboutLine(preview({ segment: { id: null, name: '全部客户' } }))).toContain('全部客户 · ');
    expect(aboutLine(preview({ sendAt: '2027-01-04T02:00:00.000Z' }))).toContain('2027年1月4日 周一');
  });

  it('tells before the approval who has to act, afterwards what has become of it', () => {
    expect(facts(preview()).map(({ name, figure }) => [name, figure])).toEqual([
      ['要确认的同事', '4'],
      ['优惠还剩', '150'],
      ['客户能用到', '12-22'],
    ]);
    const sending = preview({
      status: state('sending'),
      sent: 120,
      unconfirmed: 3,
      coupons: { claimed: 9, redeemed: 2 },
    });
    expect(facts(sending).map(({ figure, note }) => [figure, note])).toEqual([
      ['120', '3 位同事没确认'],
      ['9', '还剩 150'],
      ['2', '一共领了 9'],
    ]);
  });

  it('draws the reasons against the most frequent one, and marks complaints', () => {
    const reason = (cause: string, count: number, code = 'x') => ({ reason: code, cause, count, names: [] });
    expect(reasonBars([reason('额度用完', 20), reason('投诉未结', 5, 'complaint')])).toEqual([
      { cause: '额度用完', count: 20, width: 100, complaint: false },
      { cause: '投诉未结', count: 5, width: 25, complaint: true },
    ]);
    expect(reasonBars([])).toEqual([]);
  });

  it('shows the habit of discounts in its own card and nowhere else', () => {
    const habit = '这群人 61% 的订单用了折扣，再打折会养成等折扣的习惯，先想想不降价的好处。';
    expect(habitWords(habit).title).toBe('这群人 61% 的订单用了折扣');
    expect(otherWarnings({ warnings: ['没有人会收到。', habit], habit })).toEqual(['没有人会收到。']);
  });
});

describe('the button', () => {
  it.each<[string, Partial<CampaignPreview>, ReturnType<typeof mainAct>]>([
    ['submits to the manager by name', {}, { act: 'submit', label: '提交沈岚审批' }],
    ['names none of several', { approvers: ['沈岚', '方总'] }, { act: 'submit', label: '提交主管审批' }],
    [
      'waits once it is submitted',
      { status: state('submitted'), canSubmit: false },
      { act: null, label: '等沈岚审批' },
    ],
    [
      'says when an approval sends',
      { status: state('submitted'), canSubmit: false, canApprove: true },
      { act: 'approve', label: '批准，周四 10:00 发' },
    ],
    ['is gone once it is decided', { status: state('done'), canSubmit: false }, null],
  ])('%s', (_what, parts, act) => {
    expect(mainAct(preview(parts))).toEqual(act);
  });

  it('comes with the word that a manager sees more customers', () => {
    expect(scopeNote(preview())).toBe('这里只算你看得到的客户，批准时按沈岚看得到的算。');
    expect(scopeNote(preview({ canSubmit: false, canApprove: true }))).toBeNull();
  });
});

it('tells who has not confirmed while it is on its way', () => {
  expect(progress(preview({ status: state('sending'), unconfirmed: 3, sent: 120 }))).toMatchObject({
    title: '3 位同事还没确认群发',
    text: '已发 120 人，一共 242 人。当天没确认的就不发了。',
  });
  expect(progress(preview({ status: state('approved') }))?.title).toBe('周四 10:00 发');
  expect(progress(preview({ status: state('done'), unconfirmed: 0 }))).toBeNull();
});

describe('the list', () => {
  const row = (parts: Partial<CampaignRow> = {}): CampaignRow => ({
    ...{ id: 'K1', title: '老机焕新', status: state('draft'), offerTitle: '上门保养', sendAt: at(3) },
    ...{ createdBy: '周航', approvedBy: null, reach: null, canApprove: false },
    ...parts,
  });

  it('has first what waits for me, last what is over', () => {
    const rows = [
      row({ id: 'done', status: state('done') }),
      row({ id: 'draft', canApprove: true }),
      row({ id: 'mine', status: state('submitted'), canApprove: true }),
      row({ id: 'his', status: state('submitted') }),
    ];
    expect(campaignGroups(rows).map(({ name, rows: of }) => [name, ...of.map(({ id }) => id)])).toEqual([
      ['等你审批', 'mine'],
      ['活动', 'draft', 'his'],
      ['以前的', 'done'],
    ]);
    expect(campaignGroups([])).toEqual([]);
  });

  it('says what is given, when and by whom, and how far it is', () => {
    expect(campaignLine(row(), NOW)).toBe('上门保养 · 11月26日 周四 10:00 · 周航');
    expect(reachWords(row())).toBeNull();
    expect(reachWords(row({ status: state('approved'), reach: { gets: 86, sent: 0 } }))).toBe('发给 86 人');
    expect(reachWords(row({ status: state('sending'), reach: { gets: 86, sent: 21 } }))).toBe('已发 21 / 86');
    expect(reachWords(row({ status: state('cancelled'), reach: { gets: 86, sent: 0 } }))).toBeNull();
  });
});
