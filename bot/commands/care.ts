import { todaysCare } from '../../server/care/todays-care.ts';
import { defineCommand } from '../grammar/define-command.ts';

const SHOWN = 20;

export const careCommand = defineCommand({
  code: 'care',
  words: ['关怀', 'care'],
  grammar: {},
  usage: '关怀',
  summary: '看今天给谁发祝福，发到哪一步了',
  examples: ['关怀'],
  async run(ctx) {
    const { rows, total } = await todaysCare(ctx, SHOWN);
    if (total === 0) return '今天没有要发的祝福。';
    return [
      `今天的关怀 ${total} 位`,
      ...rows.map(({ customerName, occasionTitle, state }) => `· ${customerName} ${occasionTitle} ${state}`),
      ...(total > rows.length ? [`还有 ${total - rows.length} 位在后面。`] : []),
    ].join('\n');
  },
});
