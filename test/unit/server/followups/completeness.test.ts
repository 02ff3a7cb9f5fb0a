import { expect, it } from 'vitest';
import { completeness } from '../../../../server/followups/view-profile.ts';

it('says how much is known and what to ask for next', () => {
  const nothing = { company: null, phone: null, source: null, externalUserId: null, birthday: false };
  expect(completeness(nothing)).toEqual({ percent: 0, missing: ['公司', '电话', '微信', '来源', '生日'] });
  const all = { company: '云栖民宿', phone: '138', source: '官网', externalUserId: 'wm1', birthday: true };
  expect(completeness(all)).toEqual({ percent: 100, missing: [] });
  expect(completeness({ ...all, phone: null })).toEqual({ percent: 80, missing: ['电话'] });
});
