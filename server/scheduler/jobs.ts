import { campaignsDue, launchCampaign, nextLaunchAt } from '../campaigns/launch-campaign.ts';
import { sendCampaign, sendersDue } from '../campaigns/send-campaign.ts';
import { audiencesDue, settleAudience } from '../campaigns/settle-audience.ts';
import { briefMember, briefsDue } from '../care/brief-members.ts';
import { nextPlanAt, planCare, plansDue } from '../care/plan-care.ts';
import { nextSendAt, sendCare, sendsDue } from '../care/send-care.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { checkMassSend, massSendsDue, nextMassCheckAt } from '../mass-sends/check-mass-send.ts';
import { expireCoupons, offersOver } from '../offers/expire-coupons.ts';
import { nextReminderAt, remindersDue, remindTask } from '../tasks/remind-task.ts';
import { retierBatch, retierDue } from '../tiers/retier.ts';

/** Work that falls due by time: `due` asks the database what is owed now, `settle` does one of it in a transaction of its own. */
export interface Job {
  code: string;
  due(ctx: ReadCtx, limit: number): Promise<string[]>;
  /** When after now the next of it falls due; null for never as things stand. */
  next(ctx: ReadCtx): Promise<Date | null>;
  settle(ctx: Ctx, id: string): Promise<void>;
}

/** For work that another job's or a callback's effect makes due, so that no instant is known beforehand. */
const never = (): Promise<null> => Promise.resolve(null);

/** All work that falls due by time. */
export const jobs: readonly Job[] = [
  { code: 'remind-tasks', due: remindersDue, next: nextReminderAt, settle: remindTask },
  { code: 'retier', due: retierDue, next: never, settle: retierBatch },
  { code: 'plan-care', due: plansDue, next: nextPlanAt, settle: planCare },
  { code: 'brief-members', due: briefsDue, next: never, settle: briefMember },
  { code: 'send-care', due: sendsDue, next: nextSendAt, settle: sendCare },
  { code: 'check-mass-sends', due: massSendsDue, next: nextMassCheckAt, settle: checkMassSend },
  { code: 'expire-coupons', due: offersOver, next: never, settle: expireCoupons },
  { code: 'settle-audiences', due: audiencesDue, next: never, settle: settleAudience },
  { code: 'launch-campaigns', due: campaignsDue, next: nextLaunchAt, settle: launchCampaign },
];

/** All work that falls due by time, with what needs to know where people reach the pages. */
export const jobsAt = (publicUrl: string | null): readonly Job[] => [
  ...jobs,
  {
    code: 'send-campaigns',
    due: sendersDue,
    next: never,
    settle: sendCampaign(publicUrl && `${publicUrl}/m/#/pages/member/home`),
  },
];
