import { expect, it } from 'vitest';
import { commands } from '../../../../bot/commands/index.ts';
import { matchCommand } from '../../../../bot/grammar/match-command.ts';

it.each([
  ['跟进 张三 已发报价单', 'log-followup', '张三 已发报价单'],
  ['跟进张三', 'log-followup', '张三'],
  ['跟进：张三，已发', 'log-followup', '张三，已发'],
  ['LOG 张三', 'log-followup', '张三'],
  ['查张三', 'view-customer', '张三'],
  ['查一下张三', 'view-customer', '张三'],
  ['客户 张三', 'view-customer', '张三'],
  ['新客户 张三', 'new-customer', '张三'],
  ['提醒我明天9点', 'remind', '明天9点'],
  ['？', 'help', ''],
  ['待办', 'list-tasks', ''],
  ['今天？', 'list-tasks', ''],
])('%s is a command', (line, code, rest) => {
  const match = matchCommand(commands, line);
  expect([match?.command.code, match?.rest]).toEqual([code, rest]);
});

it.each(['今天上门看了翠湖山庄', '客户说贵', '待办太多了', '吃了吗', 'logistics', 'newton', '', '张三 跟进', '1'])(
  '%s is none',
  (line) => {
    expect(matchCommand(commands, line)).toBeNull();
  },
);
