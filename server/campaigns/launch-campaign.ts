import { In, IsNull, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import { Member } from '../../entities/member.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import { chatNotice } from '../wecom/messages/chat-notice.ts';
import { isHeldOut, PAGE } from './audience.ts';
import { isQuiet } from './draft-campaign.ts';
import { finishCampaign } from './finish-campaign.ts';
import { leaveOut, type Cause } from './leave-out.ts';
import { lookAgain } from './look-again.ts';

/** What could not be sent within so many hours of its time is not sent any more. */
const WINDOW_HOURS = 24;

/** The campaigns whose time has come, those half launched with the last customer reached; in quiet hours none. */
export async function campaignsDue({ db, now }: ReadCtx, limit: number): Promise<string[]> {
  if (isQuiet(now)) return [];
  const due = await db.find(Campaign, {
    select: { id: true, status: true, reached: true },
    where: [
      { status: 'approved', reached: IsNull(), sendAt: LessThanOrEqual(now) },
      { status: 'sending', reached: Not(IsNull()) },
    ],
    order: { sendAt: 'ASC', id: 'ASC' },
    take: limit,
  });
  return due.map(({ id, reached }) => (reached === null ? id : `${id} ${reached}`));
}

/** When the next campaign is launched after now. */
export async function nextLaunchAt({ db, now }: ReadCtx): Promise<Date | null> {
  const next = await db.findOne(Campaign, {
    where: { status: 'approved', sendAt: MoreThan(now) },
    order: { sendAt: 'ASC' },
  });
  return next?.sendAt ?? null;
}

/**
 * Launches a campaign, or goes on: looks once more at the next customers who were to get it, and keeps why the others get nothing.
 * Each customer is looked at once, also where the product stops halfway; of two who take one step, one does it.
 */
export async function launchCampaign(ctx: Ctx, step: string): Promise<void> {
  const [campaignId = '', reached] = step.split(' ');
  const begins = reached === undefined;
  const { affected } = begins
    ? await ctx.db.update(
        Campaign,
        { id: campaignId, status: 'approved', reached: IsNull() },
        { status: 'sending', reached: '' },
      )
    : await ctx.db.update(Campaign, { id: campaignId, status: 'sending', reached }, { reached });
  if (affected !== 1) return;
  const campaign = await ctx.db.findOneByOrFail(Campaign, { id: campaignId });

  const members = await ctx.db.find(CampaignMember, {
    where: { campaignId, customerId: MoreThan(reached ?? ''), state: In(['gets', 'left-out']) },
    order: { customerId: 'ASC' },
    take: PAGE,
  });
  const back = members.filter((each) => isBack(campaign, each));
  const out = members.filter((each) => each.state === 'left-out' && !back.includes(each));
  await leaveOut(ctx, campaignId, new Map(out.map((each) => [each.customerId, causeOf(each)])));
  const getting = members.filter((each) => !out.includes(each)).map(({ customerId }) => customerId);
  await ctx.db.update(
    CampaignMember,
    { campaignId, customerId: In(back.map(({ customerId }) => customerId)) },
    { state: 'gets', reason: null, detail: null },
  );
  const tooLate = addSeconds(campaign.sendAt, WINDOW_HOURS * 3600) <= ctx.now;
  if (tooLate) await leaveOut(ctx, campaignId, new Map(getting.map((id) => [id, TOO_LATE])));
  else await lookAgain(ctx, campaign, getting);

  const next = members.length < PAGE ? null : (members.at(-1)?.customerId ?? null);
  await ctx.db.update(Campaign, { id: campaignId }, { reached: next });
  if (next === null) await endLaunch(ctx, campaign);
}

/** Where nobody is left who gets it, the campaign is over, and whoever drafted it is told. */
async function endLaunch(ctx: Ctx, { id, title, createdById }: Campaign): Promise<void> {
  await finishCampaign(ctx, id);
  if (await ctx.db.existsBy(CampaignMember, { campaignId: id, state: 'gets' })) return;
  const causes = await ctx.db
    .createQueryBuilder(CampaignMember, 'm')
    .select('m.detail', 'cause')
    .addSelect('COUNT(*)', 'n')
    .where({ campaignId: id, state: 'left-out' })
    .groupBy('m.detail')
    .orderBy('COUNT(*)', 'DESC')
    .addOrderBy('m.detail')
    .getRawMany<{ cause: string | null; n: number | string }>();
  const { userId, status } = await ctx.db.findOneByOrFail(Member, { id: createdById });
  if (status === 'left') return;
  await ctx.send(chatNotice, {
    userId,
    id: ctx.newId(),
    notice: {
      ...{ kind: 'campaign-empty', title, cause: causes[0]?.cause ?? null },
      leftOut: causes.reduce((sum, { n }) => sum + Number(n), 0),
    },
  });
}

/** Left out for want of a contact, who may have come since: a colleague takes over the customers of one who left. */
const isBack = (campaign: Campaign, { state, reason, customerId }: CampaignMember): boolean =>
  state === 'left-out' && UNREACHABLE.includes(reason ?? '') && !isHeldOut(campaign, customerId);

const UNREACHABLE = ['no-sender', 'relation-lost', 'no-relation'];

const causeOf = ({ reason, detail }: CampaignMember): Cause => ({ reason: reason ?? '', cause: detail ?? '' });

const TOO_LATE: Cause = { reason: 'late', cause: '过了发送时间' };
