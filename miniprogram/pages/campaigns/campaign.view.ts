import type { CampaignPreview } from '../../api/client.ts';
import { clockTime, millis, monthDay, spokenTime, wallTime, weekday } from '../../time.view.ts';

/** 12月10日 周四 10:00, with the year when it is another one. */
export function sendTime(sendAt: string, now: string): string {
  const { year, month, day } = wallTime(sendAt);
  return `${year === wallTime(now).year ? '' : `${year}年`}${month}月${day}日 ${weekday(sendAt)} ${clockTime(sendAt)}`;
}

/** To whom, when and how it goes: 分群「购机满 2 年」 · 12月10日 周四 10:00 · 企微群发. */
export const aboutLine = ({ segment, sendAt, now }: Pick<CampaignPreview, 'segment' | 'sendAt' | 'now'>): string =>
  [segment.id === null ? segment.name : `分群「${segment.name}」`, sendTime(sendAt, now), '企微群发'].join(' · ');

/** 12-31, the last day on which something is good. */
const shortDay = (until: string): string => monthDay(millis(until) - 1);

/** The colour of a campaign's state. */
export const STATE_TONE: Record<CampaignPreview['status']['code'], 'outline' | 'warn' | 'blue' | 'ok'> = {
  draft: 'outline',
  submitted: 'warn',
  approved: 'blue',
  sending: 'blue',
  done: 'ok',
  cancelled: 'outline',
};

/** The three parts of the segment, in their order; together they are the whole. */
export function splitParts({
  gets,
  holdout,
  leftOut,
  holdoutPercent,
}: Pick<CampaignPreview, 'gets' | 'holdout' | 'leftOut' | 'holdoutPercent'>): {
  code: 'gets' | 'holdout' | 'left-out';
  count: number;
  legend: string;
}[] {
  return [
    { code: 'gets', count: gets, legend: '收到' },
    { code: 'holdout', count: holdout, legend: `对照组 ${holdout}（${holdoutPercent}%，随机）` },
    { code: 'left-out', count: leftOut, legend: `不发 ${leftOut}` },
  ];
}

/** One figure with what it is and what belongs to it. */
export interface Fact {
  name: string;
  figure: string;
  note: string;
}

/** What is known for certain: before the decision who has to act and how much there is, afterwards what has become of it. */
export function facts(preview: CampaignPreview): Fact[] {
  const { offer, senders, gets, sent, unconfirmed, coupons, status } = preview;
  if (status.code === 'draft' || status.code === 'submitted') {
    return [
      { name: '要确认的同事', figure: String(senders), note: '确认了才发出' },
      {
        name: '优惠还剩',
        figure: offer.left === null ? '不限' : String(offer.left),
        note: `每人限 ${offer.perCustomer}`,
      },
      { name: '客户能用到', figure: shortDay(offer.validUntil), note: offer.kind.name },
    ];
  }
  return [
    {
      name: '已发',
      figure: String(sent),
      note: unconfirmed > 0 && status.code !== 'cancelled' ? `${unconfirmed} 位同事没确认` : `共 ${gets} 人`,
    },
    { name: '领取', figure: String(coupons.claimed), note: offer.left === null ? '不限量' : `还剩 ${offer.left}` },
    { name: '核销', figure: String(coupons.redeemed), note: `一共领了 ${coupons.claimed}` },
  ];
}

/** How long each cause's bar is, against the most frequent one, in percent. */
export function reasonBars(
  reasons: CampaignPreview['reasons'],
): { cause: string; count: number; width: number; complaint: boolean }[] {
  const most = Math.max(1, ...reasons.map(({ count }) => count));
  return reasons.map(({ reason, cause, count }) => ({
    ...{ cause: cause || '没有写原因', count, width: Math.round((count / most) * 100) },
    complaint: reason === 'complaint',
  }));
}

/** A warning's first part and the rest of it. */
export function habitWords(habit: string): { title: string; text: string } {
  const cut = habit.indexOf('，');
  return cut < 0 ? { title: habit, text: '' } : { title: habit.slice(0, cut), text: habit.slice(cut + 1) };
}

/** The warnings besides the one that has its own card. */
export const otherWarnings = ({ warnings, habit }: Pick<CampaignPreview, 'warnings' | 'habit'>): string[] =>
  warnings.filter((warning) => warning !== habit);

/** What the filled button does and says; null where there is nothing to decide. */
export interface MainAct {
  act: 'submit' | 'approve' | null;
  label: string;
}

/** The one thing to do with a campaign now. */
export function mainAct({
  status,
  canApprove,
  canSubmit,
  approvers,
  sendAt,
  now,
}: Pick<CampaignPreview, 'status' | 'canApprove' | 'canSubmit' | 'approvers' | 'sendAt' | 'now'>): MainAct | null {
  const who = approvers.length === 1 ? (approvers[0] ?? '主管') : '主管';
  if (canApprove) return { act: 'approve', label: `批准，${spokenTime(sendAt, now)} 发` };
  if (canSubmit) return { act: 'submit', label: `提交${who}审批` };
  return status.code === 'submitted' ? { act: null, label: `等${who}审批` } : null;
}

/** What is going on after the decision; null where there is nothing to tell. */
export function progress(preview: CampaignPreview): { title: string; text: string } | null {
  const { status, unconfirmed, sent, gets, sendAt, now, senders } = preview;
  if (status.code === 'approved') {
    return { title: `${spokenTime(sendAt, now)} 发`, text: `到时候 ${senders} 位同事会收到群发，确认了才发出。` };
  }
  if (status.code !== 'sending' || unconfirmed === 0) return null;
  return {
    title: `${unconfirmed} 位同事还没确认群发`,
    text: `已发 ${sent} 人，一共 ${gets} 人。当天没确认的就不发了。`,
  };
}

/** Whose customers the counts are about, where approving may change them; null where it does not. */
export const scopeNote = ({ canSubmit, status, canApprove, approvers }: CampaignPreview): string | null =>
  canSubmit || (status.code === 'submitted' && !canApprove)
    ? `这里只算你看得到的客户，批准时按${approvers.length === 1 ? (approvers[0] ?? '主管') : '主管'}看得到的算。`
    : null;
