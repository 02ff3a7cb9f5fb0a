import { Entity, PrimaryColumn } from 'typeorm';
import { Count, Flag, Id, Index, Instant, Json, LongText, Ref, Words } from './columns.ts';

/** An occasion of care (关怀): the birthday of each customer, or one holiday a year. */
@Entity('care_occasions')
export class CareOccasion {
  @Id() id!: string;
  @Words(16) kind!: 'birthday' | 'holiday';
  /** The Chinese name of the holiday; null for a birthday. */
  @Words(16, { nullable: true }) holidayName!: string | null;
  @Words(64) title!: string;
  /** Whom it is for, also a ready segment's code; null for everybody. */
  @Words(26, { nullable: true }) segmentId!: string | null;
  @Json() texts!: CareTexts;
  /** How many days before the day itself it is sent. */
  @Count() leadDays!: number;
  /** `09:00`, Shanghai time. */
  @Words(5) sendAt!: string;
  @Flag() enabled!: boolean;
  /** Null for what came with the product. */
  @Ref('Member', 'fk_care_occasions_creator', { nullable: true }) createdById!: string | null;
  @Instant() createdAt!: Date;
  @Instant() updatedAt!: Date;
}

/** The greeting for everybody, and those of single tiers in its place. */
export interface CareTexts {
  default: string;
  A?: string;
  B?: string;
  C?: string;
}

/** That an occasion is planned for a day, batch by batch; each is planned once. */
@Entity('care_plans')
export class CarePlan {
  @Ref('CareOccasion', 'fk_care_plans_occasion', { primary: true }) occasionId!: string;
  /** The Shanghai date of the occasion, `2026-11-25`. */
  @PrimaryColumn({ type: 'varchar', length: 10 }) day!: string;
  /** The last customer looked at; '' before the first. */
  @Words(26) reached!: string;
  @Flag() done!: boolean;
}

/** What became of one customer's greeting on one day of an occasion. */
@Entity('care_items')
@Index('ux_care_items_once', ['occasionId', 'customerId', 'day'], { unique: true })
@Index('ix_care_items_due', ['status', 'at'])
@Index('ix_care_items_customer', ['customerId', 'at'])
@Index('ix_care_items_member', ['memberId', 'at'])
@Index('ix_care_items_mass_send', ['massSendId', 'customerId'])
export class CareItem {
  @Id() id!: string;
  @Ref('CareOccasion', 'fk_care_items_occasion') occasionId!: string;
  @Ref('Customer', 'fk_care_items_customer') customerId!: string;
  /** The Shanghai date of the occasion. */
  @Words(10) day!: string;
  /** Planned for its time; left out; before its member; arrived; did not arrive; too late or not wanted any more. */
  @Words(8) status!: 'planned' | 'held' | 'waiting' | 'sent' | 'failed' | 'dropped';
  /** In whose name it goes. */
  @Ref('Member', 'fk_care_items_member') memberId!: string;
  @Ref('MassSend', 'fk_care_items_mass_send', { nullable: true }) massSendId!: string | null;
  /** Why it was not sent: a code that figures group by, and the sentence that people read. */
  @Words(32, { nullable: true }) reason!: string | null;
  @Words(255, { nullable: true }) detail!: string | null;
  @LongText() text!: string;
  /** When it is to be put before its member, then when it was sent. */
  @Instant() at!: Date;
}

/** That a member was told in the morning whose birthday it is and what is planned. */
@Entity('care_briefs')
export class CareBrief {
  @Ref('Member', 'fk_care_briefs_member', { primary: true }) memberId!: string;
  @PrimaryColumn({ type: 'varchar', length: 10 }) day!: string;
}
