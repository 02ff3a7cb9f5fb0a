import { Entity } from 'typeorm';
import { Fen, Id, Index, Instant, Ref, Words } from './columns.ts';

/** A deal (商机): something that a customer may buy, from the quote to the yes or no. */
@Entity('deals')
@Index('ix_deals_customer', ['customerId', 'stage', 'closedAt'])
@Index('ix_deals_owner', ['ownerId', 'stage', 'closedAt'])
@Index('ix_deals_closed', ['stage', 'closedAt'])
export class Deal {
  @Id() id!: string;
  @Ref('Customer', 'fk_deals_customer') customerId!: string;
  /** The rep whose deal it is; stays when the customer passes on. */
  @Ref('Member', 'fk_deals_owner') ownerId!: string;
  /** What it is about, in the rep's words. */
  @Words(128) title!: string;
  /** As quoted last; as agreed once it is won. */
  @Fen({ nullable: true }) amountFen!: number | null;
  @Words(8) stage!: 'open' | 'won' | 'lost';
  /** The call two days after the quote, as long as it is planned. */
  @Ref('Task', 'fk_deals_care_task', { nullable: true }) careTaskId!: string | null;
  /** The last quote; null for a deal that was won without one. */
  @Instant({ nullable: true }) quotedAt!: Date | null;
  @Instant({ nullable: true }) closedAt!: Date | null;
  /** Why it was lost, in the rep's words. */
  @Words(255, { nullable: true }) lostBecause!: string | null;
  @Instant() createdAt!: Date;
}
