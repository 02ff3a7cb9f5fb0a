import { CampaignMember } from '../../entities/campaign.ts';
import type { Customer } from '../../entities/customer.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { pageOf, readCursor } from '../kernel/paging.ts';
import { loadOffer } from '../offers/list-offers.ts';
import { planAudience } from './audience.ts';
import { isUndecided, loadCampaign } from './policy.ts';
import type { LeftOutInput, LeftOutPage } from './schemas.ts';

const PAGE = 50;

/** Those whom a campaign leaves out for one cause, by id, as far as the actor may see them. */
export async function listLeftOut(ctx: ReadCtx, { id, cause, cursor }: LeftOutInput): Promise<LeftOutPage> {
  const campaign = await loadCampaign(ctx, id);
  const after = cursor === undefined ? '' : readCursor(cursor).id;
  const query = visibleCustomers(ctx).andWhere('c.id > :after', { after });
  if (isUndecided(campaign)) {
    const { planned } = await planAudience(ctx, campaign, await loadOffer(ctx, campaign.offerId));
    const ids = planned
      .filter((each) => each.state === 'left-out' && (each.detail ?? '') === cause && each.customerId > after)
      .map(({ customerId }) => customerId)
      .sort()
      .slice(0, PAGE + 1);
    if (ids.length === 0) return { items: [], cursor: null };
    query.andWhere('c.id IN (:...ids)', { ids });
  } else {
    const left = query
      .subQuery()
      .select('1')
      .from(CampaignMember, 'k')
      .where(`k.campaignId = :campaignId AND k.customerId = c.id AND k.state = 'left-out'`)
      .andWhere(`COALESCE(k.detail, '') = :cause`)
      .getQuery();
    query.andWhere(`EXISTS ${left}`, { campaignId: id, cause });
  }
  const customers = await query
    .orderBy('c.id')
    .limit(PAGE + 1)
    .getMany();
  const page = pageOf(customers, PAGE, ({ id: customerId }) => ({ at: null, id: customerId }));
  return { ...page, items: page.items.map(present) };
}

const present = ({ id, name, company }: Customer): LeftOutPage['items'][number] => ({ id, name, company });
