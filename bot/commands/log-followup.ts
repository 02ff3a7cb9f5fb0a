import { logFollowupLine } from '../../server/followups/log-followup-line.ts';
import { presentFollowup } from '../../server/followups/present.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { followupCard } from '../cards/followup-card.ts';
import { defineCommand } from '../grammar/define-command.ts';

export const logFollowupCommand = defineCommand({
  code: 'log-followup',
  words: ['跟进', '记跟进', 'log'],
  grammar: { customer: 'customer', said: 'rest' },
  usage: '跟进 客户 方式 说了什么 下次时间',
  summary: '记一次跟进，写了下次时间就到点提醒',
  examples: ['跟进 张三 电话 聊了报价，觉得偏贵，下周三下午3点回访', '跟进 张三 已发报价单'],
  async run(ctx, { customer, said }) {
    if (!said) {
      throw new DomainError('invalid', 'followup.empty', `说了什么还没写。例如：跟进 ${customer.name} 电话 已发报价单`);
    }
    const { followup, customer: contacted, question } = await logFollowupLine(ctx, { customerId: customer.id, said });
    const author = ctx.actor.kind === 'member' ? ctx.actor.name : '';
    return followupCard(contacted, presentFollowup(followup, author), ctx.now, question);
  },
});
