import { Entity } from 'typeorm';
import { Id, Index, Instant, Json, LongText, Ref, Words } from './columns.ts';

/** A mass send (群发任务): one text to some of a member's contacts, which WeCom delivers once the member confirms it. */
@Entity('mass_sends')
@Index('ux_mass_sends_msgid', ['msgid'], { unique: true })
@Index('ix_mass_sends_check', ['checkAt'])
@Index('ix_mass_sends_member', ['memberId', 'status'])
export class MassSend {
  @Id() id!: string;
  /** WeCom's name for it; null until WeCom has taken it. */
  @Words(128, { nullable: true }) msgid!: string | null;
  /** Who has to confirm it and in whose name it goes. */
  @Ref('Member', 'fk_mass_sends_member') memberId!: string;
  @Words(16) purpose!: 'care' | 'offer';
  @LongText() text!: string;
  /** A link card under the text. */
  @Json({ nullable: true }) link!: MassLink | null;
  @Words(16) status!: 'creating' | 'waiting' | 'sent' | 'cancelled';
  /** Why it is being stopped; whoever has not got it by then ends with this. */
  @Words(16, { nullable: true }) ending!: 'expired' | 'sender-left' | 'withdrawn' | null;
  /** What is not confirmed by then is stopped. */
  @Instant() expiresAt!: Date;
  @Instant() createdAt!: Date;
  /** When WeCom is asked next; null once nothing is open. */
  @Instant({ nullable: true }) checkAt!: Date | null;
  /** When WeCom was last asked. */
  @Instant({ nullable: true }) checkedAt!: Date | null;
}

/** A link card as WeCom shows it to the customer. */
export interface MassLink {
  title: string;
  url: string;
  description?: string;
}

/** One customer of a mass send, and what became of it. */
@Entity('mass_recipients')
@Index('ix_mass_recipients_customer', ['customerId', 'status'])
export class MassRecipient {
  @Ref('MassSend', 'fk_mass_recipients_mass_send', { primary: true }) massSendId!: string;
  @Ref('Customer', 'fk_mass_recipients_customer', { primary: true }) customerId!: string;
  /** `waiting` until it is known. */
  @Words(16) status!:
    'waiting' | 'sent' | 'not-friend' | 'over-cap' | 'refused' | 'expired' | 'sender-left' | 'withdrawn';
}
