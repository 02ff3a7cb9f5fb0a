import { CareItem } from '../../entities/care.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { Question } from './define-report.ts';
import type { CareOutcome } from './schemas.ts';
import { hull } from './tally-cases.ts';

/** What became of the greetings in the windows of a question: how many arrived, and why the others did not. */
export async function careOutcomes({ db }: ReadCtx, { windows, memberIds }: Question): Promise<CareOutcome> {
  const { from, to } = hull(windows);
  const query = db
    .createQueryBuilder(CareItem, 'i')
    .select('i.status', 'status')
    .addSelect('i.reason', 'reason')
    .addSelect('MIN(i.detail)', 'detail')
    .addSelect('COUNT(*)', 'count')
    .where('i.status IN (:...settled)', { settled: ['sent', 'held', 'failed', 'dropped'] })
    .andWhere('i.at >= :from AND i.at < :to', { from, to })
    .groupBy('i.status')
    .addGroupBy('i.reason');
  if (memberIds) query.andWhere('i.memberId IN (:...memberIds)', { memberIds });
  const rows = await query.getRawMany<{
    status: CareItem['status'];
    reason: string | null;
    detail: string | null;
    count: string | number;
  }>();

  const causes = new Map<string, number>();
  let sent = 0;
  let leftOut = 0;
  for (const { status, reason, detail, ...row } of rows) {
    const count = Number(row.count);
    if (status === 'sent') {
      sent += count;
      continue;
    }
    leftOut += count;
    const cause = CAUSES[reason ?? status] ?? firstClause(detail);
    causes.set(cause, (causes.get(cause) ?? 0) + count);
  }
  const reasons = [...causes].map(([cause, count]) => ({ cause, count }));
  return { sent, leftOut, reasons: reasons.sort((left, right) => right.count - left.count) };
}

/** Reasons in few words, some of which are one to the reader; what is not here is told by its own sentence. */
const CAUSES: Readonly<Record<string, string>> = {
  complaint: '投诉未结',
  'complaint-recent': '投诉刚结案',
  consent: '客户不接收',
  budget: '触达太密',
  'just-contacted': '刚联系过',
  underway: '另一条在等确认',
  'quiet-hours': '安静时段',
  'no-relation': '还不是好友',
  'relation-lost': '已不是好友',
  'not-friend': '已不是好友',
  'no-sender': '没有在职好友',
  already: '已经发过',
  greeted: '已经问候过',
  'same-day': '当天另有关怀',
  'over-cap': '企业微信限次',
  refused: '企业微信没收下',
  expired: '当天没确认',
  late: '错过当天',
  changed: '关怀改了',
  'sender-left': '同事离职',
};

const firstClause = (sentence: string | null): string => sentence?.split(/[，。]/)[0] ?? '没写原因';
