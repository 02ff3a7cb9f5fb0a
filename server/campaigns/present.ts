import type { Campaign } from '../../entities/campaign.ts';
import { OFFER_KINDS } from '../offers/present.ts';
import type { Offer } from '../../entities/offer.ts';
import type { CampaignPreview } from './schemas.ts';

/** The states of a campaign with their Chinese names. */
export const CAMPAIGN_STATUSES: Record<Campaign['status'], string> = {
  draft: '草稿',
  submitted: '待审批',
  approved: '已审批',
  sending: '发送中',
  done: '已完成',
  cancelled: '已取消',
};

/** A campaign's state with its name. */
export const presentStatus = (code: Campaign['status']): CampaignPreview['status'] => ({
  code,
  name: CAMPAIGN_STATUSES[code],
});

/** What a campaign gives. */
export const presentGift = (offer: Offer): CampaignPreview['offer'] => {
  const { id, title, kind, terms, priceOffer, perCustomer, validUntil, stock, issued } = offer;
  return {
    ...{ id, title, kind: { code: kind, name: OFFER_KINDS[kind] }, terms, priceOffer, perCustomer, validUntil },
    left: stock === null ? null : stock - issued,
  };
};
