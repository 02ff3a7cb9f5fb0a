import { spokenTime } from '../../server/kernel/dates.ts';
import { VERSION } from '../../server/kernel/version.ts';
import { viewHealth } from '../../server/operations/view-health.ts';
import { defineCommand } from '../grammar/define-command.ts';

export const statusCommand = defineCommand({
  code: 'status',
  words: ['状态', 'health'],
  grammar: {},
  usage: '状态',
  summary: '看系统正不正常、有没有卡住的（只有管理员能看）',
  examples: ['状态'],
  async run(ctx) {
    const { alerts, paused, waiting, dead, lastCallbackAt } = await viewHealth(ctx);
    const well = alerts.length === 0 && paused.length === 0;
    return [
      well ? '一切正常。' : `有 ${Math.max(alerts.length, paused.length)} 处不正常。`,
      ...paused.map(({ reason }) => `· 接口停了：${reason}`),
      ...(dead.messages > 0 ? [`· 没发出去的消息：${dead.messages} 条`] : []),
      ...(dead.callbacks > 0 ? [`· 没处理成的回调：${dead.callbacks} 条`] : []),
      `排队：消息 ${waiting.messages} 条，回调 ${waiting.callbacks} 条`,
      `最近一次回调：${lastCallbackAt ? spokenTime(lastCallbackAt, ctx.now) : '还没有'}`,
      `版本：${VERSION}`,
    ].join('\n');
  },
});
