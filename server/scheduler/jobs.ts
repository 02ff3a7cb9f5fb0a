import { callbacksToForget, forgetCallbacks } from '../callbacks/forget.ts';
import { campaignsDue, launchCampaign, nextLaunchAt } from '../campaigns/launch-campaign.ts';
import { sendCampaign, sendersDue } from '../campaigns/send-campaign.ts';
import { audiencesDue, settleAudience } from '../campaigns/settle-audience.ts';
import { briefMember, briefsDue } from '../care/brief-members.ts';
import { nextPlanAt, planCare, plansDue } from '../care/plan-care.ts';
import { nextSendAt, sendCare, sendsDue } from '../care/send-care.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { checkMassSend, massSendsDue, nextMassCheckAt } from '../mass-sends/check-mass-send.ts';
import { expireCoupons, offersOver } from '../offers/expire-coupons.ts';
import { directoryDue, readDirectory } from '../operations/once.ts';
import { alertsDue, settleAlert, type WatchDeps } from '../operations/watch.ts';
import { nextReminderAt, remindersDue, remindTask } from '../tasks/remind-task.ts';
import { retierBatch, retierDue } from '../tiers/retier.ts';

/** Work that falls due by time: `due` asks the database what is owed now, `settle` does one of it in a transaction of its own. */
export interface Job {
  code: string;
  /** What it does, as an admin reads it. */
  title: string;
  due(ctx: ReadCtx, limit: number): Promise<string[]>;
  /** When after now the next of it falls due; null for never as things stand. */
  next(ctx: ReadCtx): Promise<Date | null>;
  settle(ctx: Ctx, id: string): Promise<void>;
}

/** For work that another job's or a callback's effect makes due, so that no instant is known beforehand. */
const never = (): Promise<null> => Promise.resolve(null);

/** All work that falls due by time. */
export const jobs: readonly Job[] = [
  { code: 'remind-tasks', title: '提醒待办', due: remindersDue, next: nextReminderAt, settle: remindTask },
  { code: 'retier', title: '算客户分层', due: retierDue, next: never, settle: retierBatch },
  { code: 'plan-care', title: '安排关怀', due: plansDue, next: nextPlanAt, settle: planCare },
  { code: 'brief-members', title: '早上的关怀提示', due: briefsDue, next: never, settle: briefMember },
  { code: 'send-care', title: '发关怀', due: sendsDue, next: nextSendAt, settle: sendCare },
  { code: 'check-mass-sends', title: '查群发结果', due: massSendsDue, next: nextMassCheckAt, settle: checkMassSend },
  { code: 'expire-coupons', title: '过期优惠', due: offersOver, next: never, settle: expireCoupons },
  { code: 'settle-audiences', title: '定活动名单', due: audiencesDue, next: never, settle: settleAudience },
  { code: 'forget-callbacks', title: '清理回调', due: callbacksToForget, next: never, settle: forgetCallbacks },
  { code: 'launch-campaigns', title: '启动活动', due: campaignsDue, next: nextLaunchAt, settle: launchCampaign },
];

/** All work that falls due by time, with what needs to know where people reach the pages. */
export const jobsAt = (publicUrl: string | null): readonly Job[] => [
  ...jobs,
  {
    code: 'send-campaigns',
    title: '发活动',
    due: sendersDue,
    next: never,
    settle: sendCampaign(publicUrl && `${publicUrl}/m/#/pages/member/home`),
  },
];

/** What the product does for its own sake: reads who works here, and tells the admins of what is stuck. */
export function operationJobs(watch: Omit<WatchDeps, 'nameOf'>, others: readonly Job[]): readonly Job[] {
  const names = new Map([...others.map(({ code, title }) => [code, title] as const), ...CHANNEL_NAMES]);
  const deps = { ...watch, nameOf: (subject: string) => names.get(subject) ?? subject };
  return [
    { code: 'refresh-directory', title: '读通讯录', due: directoryDue, next: never, settle: readDirectory },
    { code: 'watch', title: '查有没有卡住', due: alertsDue(deps), next: never, settle: settleAlert(deps) },
  ];
}

const CHANNEL_NAMES = [
  ['chat', '聊天'],
  ['customers', '客户接口'],
  ['directory', '通讯录接口'],
] as const;
