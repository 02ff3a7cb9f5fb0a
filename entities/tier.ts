import { Entity, PrimaryColumn } from 'typeorm';
import { Count, Fen, Flag, Id, Index, Instant, Json, Ref, Words } from './columns.ts';

/** A customer's tier (分层): A, B or C by value, activity and years, with the score and what it is made of. */
@Entity('customer_tiers')
@Index('ix_customer_tiers_tier', ['tier', 'customerId'])
export class CustomerTier {
  @Ref('Customer', 'fk_customer_tiers_customer', { primary: true }) customerId!: string;
  @Words(1) tier!: 'A' | 'B' | 'C';
  /** 0 to 100. */
  @Count() score!: number;
  /** Chinese sentences, one for each part of the score. */
  @Json() reasons!: string[];
  /** When it was last reckoned. */
  @Instant() at!: Date;
}

/** That a customer came from one tier into another; kept for good. */
@Entity('tier_changes')
@Index('ix_tier_changes_customer', ['customerId', 'at'])
export class TierChange {
  @Id() id!: string;
  @Ref('Customer', 'fk_tier_changes_customer') customerId!: string;
  /** Null for his first tier. */
  @Words(1, { nullable: true }) previous!: 'A' | 'B' | 'C' | null;
  @Words(1) tier!: 'A' | 'B' | 'C';
  @Count() score!: number;
  @Instant() at!: Date;
}

/** One night's reckoning of all tiers, batch by batch. */
@Entity('tier_runs')
export class TierRun {
  /** The Shanghai date, `2026-11-21`. */
  @PrimaryColumn({ type: 'varchar', length: 10 }) day!: string;
  /** The last customer whose tier was reckoned; '' before the first. */
  @Words(26) reached!: string;
  @Flag() done!: boolean;
  /** What a buyer must have spent to be among the first 20 % and the first half; the same for the whole night. */
  @Fen() coreFen!: number;
  @Fen() halfFen!: number;
  @Instant() startedAt!: Date;
}
