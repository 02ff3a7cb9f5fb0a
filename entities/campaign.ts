import { Entity } from 'typeorm';
import { Count, Id, Index, Instant, Json, LongText, Ref, Words } from './columns.ts';

/** A campaign (营销活动): an offer made to a segment, in one text at one time. */
@Entity('campaigns')
@Index('ix_campaigns_status', ['status', 'sendAt'])
@Index('ix_campaigns_offer', ['offerId'])
@Index('ix_campaigns_segment', ['segmentId'])
export class Campaign {
  @Id() id!: string;
  @Words(64) title!: string;
  /** A segment's id or the code of a ready one; null for all customers. */
  @Words(32, { nullable: true }) segmentId!: string | null;
  @Ref('Offer', 'fk_campaigns_offer') offerId!: string;
  /** What the customers read. */
  @LongText() text!: string;
  @Instant() sendAt!: Date;
  /** So many percent of those who could get it are held out, to see what it brings. */
  @Count() holdoutPercent!: number;
  /** A draft becomes submitted where somebody else has to approve it. */
  @Words(16) status!: 'draft' | 'submitted' | 'approved' | 'sending' | 'done' | 'cancelled';
  /** Why everybody gets the same, where everybody does. */
  @Words(255, { nullable: true }) allCustomersReason!: string | null;
  @Ref('Member', 'fk_campaigns_creator') createdById!: string;
  @Ref('Member', 'fk_campaigns_approver', { nullable: true }) approvedById!: string | null;
  /** Whom the approval meant; null before it. */
  @Json({ nullable: true }) frozen!: FrozenAudience | null;
  /**
   * The last customer gone through, '' before the first, while an approved campaign settles who gets it and a launched one looks
   * once more; null where there is nothing to go through.
   */
  @Words(26, { nullable: true }) reached!: string | null;
  @Instant() createdAt!: Date;
}

/** The segment as it was described at the approval, among the customers whom the approver saw. */
export interface FrozenAudience {
  rule: object;
  /** Whose customers; null for everybody's. */
  memberIds: string[] | null;
}

/** What a campaign means for one customer of its segment, from its approval on. */
@Entity('campaign_members')
@Index('ix_campaign_members_customer', ['customerId', 'state'])
@Index('ix_campaign_members_sender', ['campaignId', 'memberId', 'state'])
@Index('ix_campaign_members_mass_send', ['massSendId'])
export class CampaignMember {
  @Ref('Campaign', 'fk_campaign_members_campaign', { primary: true }) campaignId!: string;
  @Ref('Customer', 'fk_campaign_members_customer', { primary: true }) customerId!: string;
  @Words(8) state!: 'gets' | 'holdout' | 'left-out';
  /** A code that figures group by; null unless he is left out. */
  @Words(32, { nullable: true }) reason!: string | null;
  /** The reason as people read it. */
  @Words(255, { nullable: true }) detail!: string | null;
  /** In whose name it goes; null where nobody could send it. */
  @Ref('Member', 'fk_campaign_members_member', { nullable: true }) memberId!: string | null;
  /** The mass send that carries it; null before it is launched. */
  @Ref('MassSend', 'fk_campaign_members_mass_send', { nullable: true }) massSendId!: string | null;
  /** When it reached him; null as long as the member has not confirmed. */
  @Instant({ nullable: true }) sentAt!: Date | null;
}
