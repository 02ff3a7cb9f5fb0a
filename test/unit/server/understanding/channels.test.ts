import { expect, it } from 'vitest';
import { CHANNEL_NAMES, findChannel } from '../../../../server/understanding/channels.ts';

it.each([
  ['打了个电话，没接', 'phone', '打了个电话'],
  ['昨天致电王总', 'phone', '致电'],
  ['通话十分钟', 'phone', '通话'],
  ['微信发了报价', 'wechat', '微信'],
  ['企业微信聊了', 'wechat', '企业微信'],
  ['加了微信', 'wechat', '微信'],
  ['WeChat 上说的', 'wechat', 'WeChat'],
  ['上门拜访', 'visit', '上门'],
  ['见了一面', 'visit', '见了一面'],
  ['当面聊的', 'visit', '当面'],
  ['发了邮件', 'email', '邮件'],
  ['by Ｅmail', 'email', 'Ｅmail'],
  ['短信没回', 'sms', '短信'],
  ['电话里说让发邮件', 'phone', '电话'],
] as const)('%s is %s', (text, channel, words) => {
  const found = findChannel(text);
  expect(found?.channel).toBe(channel);
  expect(text.slice(found?.start, found?.end)).toBe(words);
});

it.each([
  '已发报价单',
  '要了他的电话',
  '留了个电话',
  '换了电话号码',
  '微信支付到账',
  '公司邮箱地址错了',
  '短信验证码收不到',
  'gmail',
  '',
])('names no channel: %s', (text) => {
  expect(findChannel(text)).toBeNull();
});

it('has a Chinese name for every channel', () => {
  expect(Object.values(CHANNEL_NAMES)).toEqual(['电话', '微信', '面谈', '邮件', '短信', '其他']);
});
