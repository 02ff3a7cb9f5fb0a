import { expect, it } from 'vitest';
import { readFollowup } from '../../../../server/understanding/followup-line.ts';

const now = new Date('2026-11-21T10:00:00+08:00');
const at = (time: string): Date => new Date(`2026-${time}:00+08:00`);

it('reads a whole line', () => {
  expect(readFollowup('电话 聊了报价，5.8万，觉得偏贵，下周三下午3点回访', now)).toMatchObject({
    channel: 'phone',
    note: '聊了报价，5.8万，觉得偏贵',
    nextStep: { text: '回访', at: at('11-25T15:00'), mention: { text: '下周三下午3点' } },
    reaction: '觉得偏贵',
    happenedAt: null,
  });
});

it('reads a plain note', () => {
  expect(readFollowup('已发报价单', now)).toEqual({
    channel: 'other',
    note: '已发报价单',
    nextStep: null,
    reaction: null,
    happenedAt: null,
  });
});

it.each([
  ['聊了需求 下周三下午3点 回访', '聊了需求', '回访', '11-25T15:00'],
  ['聊了需求 回访 下周三', '聊了需求', '回访', '11-25T09:00'],
  ['发了资料；月底前，再联系', '发了资料', '再联系', '11-30T09:00'],
  ['报价12,000元, 周五前给新方案', '报价12,000元', '给新方案', '11-26T09:00'],
  ['见了王总，约了周四下午两点半在公司见面', '见了王总', '在公司见面', '11-26T14:30'],
  ['说月底付款，下周三回访', '说月底付款', '回访', '11-25T09:00'],
  ['第一行\n第二行\n明天回电话', '第一行\n第二行', '回电话', '11-22T09:00'],
  ['打电话没接，晚上再打', '打电话没接', '再打', '11-21T20:00'],
])('takes the next step out of %j', (line, note, text, time) => {
  expect(readFollowup(line, now)).toMatchObject({ note, nextStep: { text, at: at(time) } });
});

it.each([
  ['张总约了周四下午两点半在公司见', '在公司见', '11-26T14:30'],
  ['他们公司12月1日要上新系统', '要上新系统', '12-01T09:00'],
  ['下周三回访', '回访', '11-25T09:00'],
  ['发了报价，明天下午3点', '', '11-22T15:00'],
  ['发了报价，过几天再联系', '再联系', '11-24T09:00'],
  ['发了报价，每周一上午九点回访', '回访', '11-23T09:00'],
])('keeps every word of %s where the next step is not all, or not sure', (line, text, time) => {
  expect(readFollowup(line, now)).toMatchObject({ note: line, nextStep: { text, at: at(time) } });
});

it.each([
  ['昨天下午打了电话', '11-20T15:00'],
  ['周三拜访了客户', '11-18T09:00'],
  ['电话 昨天聊了报价', '11-20T09:00'],
  ['今天上门见了王总', '11-21T09:00'],
])('knows when it happened: %s', (line, time) => {
  expect(readFollowup(line, now)).toMatchObject({ happenedAt: at(time), nextStep: null });
});

it.each(['上个月的发票还没开', '三天无理由', '说了三点建议', '一点都不急'])(
  'sees no next step and no date of contact in %s',
  (line) => {
    expect(readFollowup(line, now)).toMatchObject({ note: line, nextStep: null, happenedAt: null });
  },
);

it('asks back about the week that the customer spoke of', () => {
  expect(readFollowup('昨天微信说下周签', now)).toMatchObject({
    channel: 'wechat',
    note: '昨天微信说下周签',
    reaction: '昨天微信说下周签',
    nextStep: { text: '签', at: at('11-23T09:00'), mention: { ask: 'broad' } },
    happenedAt: at('11-20T09:00'),
  });
});

it.each([
  ['已发报价单，下周三上门拜访', 'other'],
  ['电话 约了周四见面', 'phone'],
  ['微信', 'wechat'],
  ['面谈，聊得不错', 'visit'],
  ['其他 展会换了名片', 'other'],
] as const)('does not take the channel of %s from what is planned', (line, channel) => {
  expect(readFollowup(line, now).channel).toBe(channel);
});

it.each([
  ['聊了报价，老板同意，还要考虑价格', '老板同意，还要考虑价格'],
  ['张总说太贵', '张总说太贵'],
  ['发了说明书', null],
  ['做了满意度调查', null],
])('hears the reaction in %s', (line, reaction) => {
  expect(readFollowup(line, now).reaction).toBe(reaction);
});

it('leaves a name alone', () => {
  expect(readFollowup('周一鸣要合同', now, { names: ['周一鸣'] })).toMatchObject({
    note: '周一鸣要合同',
    nextStep: null,
  });
});

it('loses no word of whatever is typed', () => {
  const words = ['电话', '聊了报价', '下周三', '回访', '昨天', '觉得贵', '5.8万', '12,000元', '下午3点', '见面'];
  const signs = ['，', ' ', '；', '。', ', '];
  for (let seed = 1; seed <= 400; seed += 1) {
    const picked = [1, 3, 7, 11].map(
      (factor) => words[(seed * factor + Math.floor(seed / factor)) % words.length] ?? '',
    );
    const line = picked
      .map((word, index) => word + (signs[(seed + index) % signs.length] ?? ''))
      .join('')
      .trim();
    const { channel, note, nextStep } = readFollowup(line, now);
    const told = `${note} ${nextStep?.text ?? ''} ${nextStep?.mention.text ?? ''} ${channel === 'phone' ? '电话' : ''}`;
    for (const word of picked) expect(told, line).toContain(word);
  }
});

it.each([['，'.repeat(100_000)], ['明天,'.repeat(30_000)], [' a'.repeat(50_000)], ['说'.repeat(100_000)], ['']])(
  'bears with hostile lines',
  (line) => {
    const before = process.cpuUsage();
    const { note } = readFollowup(line, now);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
    expect(note).toBe(line.trim());
  },
);
