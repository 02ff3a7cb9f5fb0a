import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  draftFaults,
  draftInput,
  draftOf,
  isEverybody,
  newDraft,
  offersToChoose,
  segmentWords,
  sendColumns,
  sendColumnsOf,
  sendPicked,
  type DraftForm,
} from '../../../../../miniprogram/pages/campaigns/draft.view.ts';
import { at, NOW, offerView, preview } from '../../views.ts';

const now = Date.parse(NOW);
const whole = (parts: Partial<DraftForm> = {}): DraftForm => ({
  ...newDraft('S1', now),
  ...{ title: '老机焕新', offerId: 'O1', text: '来坐坐' },
  ...parts,
});
const faults = (parts: Partial<DraftForm>, everybody = false) => draftFaults(whole(parts), { now, everybody });

describe('a draft', () => {
  it('begins tomorrow at ten, with a tenth held out', () => {
    expect(newDraft('S1', now)).toMatchObject({ segmentId: 'S1', sendAt: Date.parse(at(1)), holdoutPercent: 10 });
    expect(newDraft(null, now).segmentId).toBe('');
    expect(draftInput(draftOf(preview()), false)).toMatchObject({ title: '老机焕新', sendAt: at(3), segmentId: 'S1' });
  });

  it.each<[string, Partial<DraftForm>, boolean, Partial<Record<keyof DraftForm, string>>]>([
    ['nothing', {}, false, {}],
    ['no name', { title: ' ' }, false, { title: '活动要有名字。' }],
    ['nobody', { segmentId: '' }, false, { segmentId: '选一群客户，或者全部客户。' }],
    ['everybody without a reason', { segmentId: null }, true, { allCustomersReason: '为什么人人都发同一份，写一句。' }],
    ['everybody with one', { segmentId: null, allCustomersReason: '周年答谢' }, true, {}],
    ['no offer', { offerId: '' }, false, { offerId: '选一份优惠。' }],
    ['no text', { text: '\n' }, false, { text: '发什么还没写。' }],
    ['a text that WeCom does not take', { text: '好'.repeat(1334) }, false, { text: '文字太长了，最多 1300 字左右。' }],
    ['a field', { text: '{称呼}您好' }, false, { text: '群发出去的是同一段话，不能用 { }。' }],
    ['a time that is past', { sendAt: now }, false, { sendAt: '这个时间已经过了。' }],
    ['the night', { sendAt: Date.parse(at(1, '21:00')) }, false, { sendAt: '21:00 到次日 9:00 不打扰客户。' }],
    ['the last quarter of the day', { sendAt: Date.parse(at(1, '20:45')) }, false, {}],
    ['the early morning', { sendAt: Date.parse(at(1, '08:45')) }, false, { sendAt: '21:00 到次日 9:00 不打扰客户。' }],
  ])('with %s', (_what, parts, everybody, expected) => {
    expect(faults(parts, everybody)).toEqual(expected);
  });

  it('says a reason only where everybody gets the same', () => {
    const form = whole({ allCustomersReason: ' 答谢 ' });
    expect(draftInput(form, true).allCustomersReason).toBe('答谢');
    expect(draftInput(form, false).allCustomersReason).toBeNull();
    expect(isEverybody(null, null)).toBe(true);
    expect(isEverybody('S1', { matched: 20, total: 20 })).toBe(true);
    expect(isEverybody('S1', { matched: 19, total: 19 })).toBe(false);
    expect(isEverybody('S1', { matched: 20, total: 21 })).toBe(false);
  });

  it('counts bytes as WeCom does', () => {
    expect(bytesOf('aé好😀')).toBe(1 + 2 + 3 + 4);
  });

  it('offers hours in which customers may be written to', () => {
    const { hours } = sendColumns(now);
    expect([hours[0]?.value, hours.at(-1)?.value]).toEqual([9, 20]);
    expect(sendPicked(sendColumnsOf(Date.parse(at(2, '07:10')), now))).toBe(Date.parse(at(2, '09:00')));
    expect(sendPicked(sendColumnsOf(Date.parse(at(-4, '15:30')), now))).toBe(Date.parse(at(0, '15:30')));
  });

  it('lets one choose what is open and still good then, what lowers no price first', () => {
    const offers = [
      offerView({ id: 'price', priceOffer: true }),
      offerView({ id: 'closed', status: 'closed' }),
      offerView({ id: 'gone', stock: 5, issued: 5 }),
      offerView({ id: 'over', validUntil: at(1) }),
      offerView({ id: 'good', stock: null }),
    ];
    expect(offersToChoose(offers, Date.parse(at(1))).map(({ id }) => id)).toEqual(['good', 'price']);
  });

  it('says whom it goes to and how many they are', () => {
    const segments = [{ id: 'S1', name: '沉睡客户', rule: { all: [] }, sentence: '', ready: true, editable: false }];
    expect(segmentWords('', segments, null)).toBe('选一群客户');
    expect(segmentWords('S1', segments, { matched: 86, total: 1284 })).toBe('沉睡客户，86 人');
    expect(segmentWords(null, segments, null)).toBe('全部客户');
  });
});
