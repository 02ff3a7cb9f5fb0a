import type { SelectQueryBuilder } from 'typeorm';
import { Campaign } from '../../entities/campaign.ts';
import type { Actor } from '../kernel/actor.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** A member sees the campaigns that he or those he manages have drafted; an admin and the product all. */
export function canSeeCampaign(actor: Actor, { createdById }: Pick<Campaign, 'createdById'>): boolean {
  if (actor.kind === 'system' || actor.scope.kind === 'all' || actor.id === createdById) return true;
  return actor.scope.kind === 'managed' && actor.scope.memberIds.includes(createdById);
}

/** Every query over campaigns starts here; the same rule as `canSeeCampaign`, over rows named `k`. */
export function visibleCampaigns({ actor, db }: ReadCtx): SelectQueryBuilder<Campaign> {
  const query = db.createQueryBuilder(Campaign, 'k');
  if (actor.kind === 'system' || actor.scope.kind === 'all') return query;
  const memberIds = actor.scope.kind === 'managed' ? [actor.id, ...actor.scope.memberIds] : [actor.id];
  return query.where('k.createdById IN (:...memberIds)', { memberIds });
}

/** The campaign of an id; `not_found` also for one that the actor may not see. */
export async function loadCampaign(ctx: ReadCtx, id: string): Promise<Campaign> {
  const campaign = await visibleCampaigns(ctx).andWhere('k.id = :id', { id }).getOne();
  if (!campaign) throw new DomainError('not_found', 'campaign.absent', '没有找到这个活动。');
  return campaign;
}

/** Nobody has decided on it yet: it can be changed, submitted and approved. */
export const isUndecided = ({ status }: Pick<Campaign, 'status'>): boolean =>
  status === 'draft' || status === 'submitted';

/** Whoever manages somebody, and an admin, approves the campaigns that he sees. */
export const canApprove = (actor: Actor, campaign: Pick<Campaign, 'createdById'>): boolean =>
  actor.kind === 'member' && actor.scope.kind !== 'own' && canSeeCampaign(actor, campaign);

/** Its maker takes back what nobody has approved; whatever else is not over, whoever may approve it. */
export const canCancel = (actor: Actor, campaign: Pick<Campaign, 'createdById' | 'status'>): boolean =>
  isUndecided(campaign)
    ? canSeeCampaign(actor, campaign)
    : ['approved', 'sending'].includes(campaign.status) && canApprove(actor, campaign);

/** The member who approves; `forbidden` for one who may not. */
export function requireApprover(
  actor: Actor,
  campaign: Pick<Campaign, 'createdById'>,
): Extract<Actor, { kind: 'member' }> {
  if (actor.kind === 'member' && canApprove(actor, campaign)) return actor;
  throw new DomainError('forbidden', 'campaign.needs-approver', '活动要由主管或管理员审批。');
}
