import { Entity } from 'typeorm';
import { Id, Index, Instant, LongText, Ref, Words } from './columns.ts';

/** A contact record (跟进记录): what was said, how the customer reacted, and the next step. */
@Entity('followups')
@Index('ix_followups_customer', ['customerId', 'at'])
@Index('ix_followups_author', ['authorId', 'at'])
export class Followup {
  @Id() id!: string;
  @Ref('Customer', 'fk_followups_customer') customerId!: string;
  /** Stays when he leaves the company. */
  @Ref('Member', 'fk_followups_author') authorId!: string;
  @Words(8) channel!: 'phone' | 'wechat' | 'visit' | 'email' | 'sms' | 'other';
  /** Before the deal, after it, or answering what the customer brought up. */
  @Words(12) phase!: 'followup' | 'maintenance' | 'service';
  @LongText() note!: string;
  @LongText({ nullable: true }) reaction!: string | null;
  @LongText({ nullable: true }) nextStep!: string | null;
  @Instant({ nullable: true }) nextStepAt!: Date | null;
  /** When the contact took place. */
  @Instant() at!: Date;
  @Instant() createdAt!: Date;
}
