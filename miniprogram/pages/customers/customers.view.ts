import type { CustomerRow, StageView } from '../../api/client.ts';
import { rhythmWord } from '../../components/rhythm.view.ts';

/** What the list is narrowed to: all, one's own, or a stage. */
export type FilterCode = 'all' | 'mine' | StageView['code'];

/** The filters in their order; 我的 only says something to those who see more than their own. */
export const FILTERS: readonly { code: FilterCode; name: string }[] = [
  { code: 'all', name: '全部' },
  { code: 'mine', name: '我的' },
  { code: 'lead', name: '新线索' },
  { code: 'contacted', name: '已联系' },
  { code: 'needs', name: '了解需求' },
  { code: 'quoted', name: '报价' },
  { code: 'negotiating', name: '谈判' },
  { code: 'won', name: '成交' },
];

/** What the server is asked for. */
export function listInput(
  filter: FilterCode,
  typed: string,
  cursor: string | null,
): { q?: string; stage?: StageView['code']; mine?: '1'; cursor?: string } {
  const q = typed.trim();
  return {
    ...(q && { q }),
    ...(filter === 'mine' ? { mine: '1' as const } : filter === 'all' ? {} : { stage: filter }),
    ...(cursor !== null && { cursor }),
  };
}

/** A customer as the list shows him: where he belongs, whose he is unless mine, and how his rhythm stands. */
export function customerLine({ company, owner, mine, rhythm }: CustomerRow): {
  about: string;
  word: { text: string; late: boolean };
} {
  return {
    about: [company, mine ? null : `${owner.name}的客户`].filter(Boolean).join(' · '),
    word: rhythmWord(rhythm),
  };
}

/** What an empty list says: the same for what is not there and what one may not see. */
export const nothingWords = (filter: FilterCode, typed: string): { sentence: string; next: string } =>
  typed.trim()
    ? { sentence: '没有找到这位客户。', next: '换个写法试试：名字、公司、拼音或首字母都行。' }
    : filter === 'all'
      ? { sentence: '还没有客户。', next: '在聊天里写「新客户 张三 公司名」，他就会出现在这里。' }
      : { sentence: '这里还没有人。', next: '换个条件看看。' };
