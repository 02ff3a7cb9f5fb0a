import { searchCustomers } from '../../server/customers/find-customers.ts';
import { STAGES } from '../../server/customers/present.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { defineCommand } from '../grammar/define-command.ts';

const SHOWN = 6;

export const findCommand = defineCommand({
  code: 'find',
  words: ['找', '找一下', '搜', 'find'],
  grammar: { words: 'rest' },
  usage: '找 名字、公司、拼音或首字母',
  summary: '记不清名字时找客户',
  examples: ['找 zhangsan', '找 zs', '找 云栖'],
  async run(ctx, { words }) {
    if (!words) throw new DomainError('invalid', 'find.empty', '要找谁？例如：找 张三，找 zs，找 云栖');
    const found = await searchCustomers(ctx, words, SHOWN + 1);
    if (found.length === 0) return `没有找到“${words.slice(0, 20)}”。换个写法试试，名字、公司、拼音、首字母都可以。`;
    const shown = found.slice(0, SHOWN);
    return {
      title: found.length > SHOWN ? `最近联系的 ${SHOWN} 位` : `找到 ${found.length} 位`,
      description: `“${words}”`,
      rows: shown.map(({ name, company, stage }) => ({
        name,
        value: [company, STAGES[stage]].filter(Boolean).join(' · '),
      })),
      buttons: shown.map(({ id, name }) => ({ text: name, line: `查 #${id}` })),
      ...(found.length > SHOWN && { note: '还有更多，再多写几个字。' }),
    };
  },
});
