import { Entity } from 'typeorm';
import { Id, Index, Instant, LongText, Ref, Words } from './columns.ts';

/** A ticket (工单): something that a customer brought up and that waits for an answer. */
@Entity('tickets')
@Index('ux_tickets_number', ['number'], { unique: true })
@Index('ix_tickets_customer', ['customerId', 'openedAt'])
@Index('ix_tickets_owner', ['ownerId', 'status', 'openedAt'])
export class Ticket {
  @Id() id!: string;
  /** `1121-01`: the Shanghai day and a running number, which goes on where that day ended in an earlier year. */
  @Words(16) number!: string;
  @Ref('Customer', 'fk_tickets_customer') customerId!: string;
  @Words(16) kind!: 'question' | 'fault' | 'return' | 'complaint';
  /** What the customer said. */
  @LongText() subject!: string;
  @Words(8) status!: 'open' | 'closed';
  /** The member who wrote it down. */
  @Ref('Member', 'fk_tickets_opened_by') openedById!: string;
  /** The member who has to settle it. */
  @Ref('Member', 'fk_tickets_owner') ownerId!: string;
  @Instant() openedAt!: Date;
  @Instant({ nullable: true }) closedAt!: Date | null;
  /** How it was settled; null while it is open. */
  @LongText({ nullable: true }) solution!: string | null;
}
