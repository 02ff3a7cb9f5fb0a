import { Entity, PrimaryColumn } from 'typeorm';
import { Flag, Id, Index, Instant, Ref, Words } from './columns.ts';

/** A touch (触达): one outward contact with a customer, whoever or whatever made it. */
@Entity('touches')
@Index('ux_touches_source', ['source', 'customerId'], { unique: true })
@Index('ix_touches_customer', ['customerId', 'at'])
export class Touch {
  @Id() id!: string;
  @Ref('Customer', 'fk_touches_customer') customerId!: string;
  /** In whose name; null where nobody's. */
  @Ref('Member', 'fk_touches_member', { nullable: true }) memberId!: string | null;
  /** A member's own contact, a greeting, something on offer, or the first welcome. */
  @Words(16) kind!: 'contact' | 'care' | 'offer' | 'welcome';
  /** The product planned it, not a person. */
  @Flag() automatic!: boolean;
  /** What it belongs to, e.g. `followup:ID` or `care:ID`; each customer is touched once for one source. */
  @Words(64) source!: string;
  @Instant() at!: Date;
  /** Carries something of use to the customer; false for a mere greeting. */
  @Flag() value!: boolean;
}

/** A planned message that was not sent, and why. */
@Entity('held_touches')
@Index('ux_held_touches_source', ['source', 'customerId'], { unique: true })
@Index('ix_held_touches_customer', ['customerId', 'at'])
export class HeldTouch {
  @Id() id!: string;
  @Ref('Customer', 'fk_held_touches_customer') customerId!: string;
  @Words(16) kind!: Touch['kind'];
  /** What it would have belonged to, as with a touch. */
  @Words(64) source!: string;
  /** A code that figures group by, e.g. `complaint`. */
  @Words(32) reason!: string;
  /** The Chinese sentence that people read. */
  @Words(255) detail!: string;
  @Instant() at!: Date;
}

/** What a customer has said about being written to for a purpose; without a row he has said nothing. */
@Entity('consents')
export class Consent {
  @Ref('Customer', 'fk_consents_customer', { primary: true }) customerId!: string;
  @PrimaryColumn({ type: 'varchar', length: 16 }) purpose!: 'care' | 'offer';
  @Flag() allowed!: boolean;
  @Instant() at!: Date;
  /** How it was said, e.g. `member:ID` or `page`. */
  @Words(64) source!: string;
}
