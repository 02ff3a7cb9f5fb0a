import { Entity, PrimaryColumn } from 'typeorm';
import { Count, Flag, Id, Index, Instant, Json, Words } from './columns.ts';

/** A message that the product owes the outside, written with its cause and delivered after commit. */
@Entity('outbox')
@Index('ix_outbox_due', ['status', 'channel', 'urgency', 'dueAt', 'id'])
@Index('ix_outbox_lane', ['lane', 'sentAt'])
export class OutboxMessage {
  @Id() id!: string;
  /** Which definition delivers it. */
  @Words(64) code!: string;
  @Json() payload!: unknown;
  /** What it goes through: `chat`, `customers` or `directory`. */
  @Words(32, { default: 'chat' }) channel!: string;
  /** Messages of one lane leave one after the other. */
  @Words(128) lane!: string;
  /** 0 goes before 1 before 2. */
  @Count() urgency!: number;
  /** `sending` has a lease; after a crash its outcome is unknown until the lease ends. */
  @Words(8) status!: 'pending' | 'sending' | 'sent' | 'dead';
  /** Which look for work took it; whoever settles it must still hold it. */
  @Words(26, { nullable: true }) claim!: string | null;
  @Count() attempts!: number;
  /** An earlier delivery may have reached WeCom. */
  @Flag() uncertain!: boolean;
  /** The earliest delivery that may have reached WeCom. */
  @Instant({ nullable: true }) triedAt!: Date | null;
  /** The same for messages of the same words in one lane; null where WeCom checks no duplicates. */
  @Words(32, { nullable: true }) digest!: string | null;
  /** For how many seconds WeCom was asked at that delivery to drop a second copy; 0 for not asked. */
  @Count({ default: 0 }) checkSeconds!: number;
  @Instant() dueAt!: Date;
  /** Of no use afterwards. */
  @Instant({ nullable: true }) expiresAt!: Date | null;
  @Instant({ nullable: true }) leaseUntil!: Date | null;
  /** Why the last delivery did not work, without personal data. */
  @Words(255, { nullable: true }) failure!: string | null;
  @Instant() createdAt!: Date;
  @Instant({ nullable: true }) sentAt!: Date | null;
}

/** A fault of set-up that stops a channel until somebody has mended it. */
@Entity('outbox_pauses')
export class OutboxPause {
  /** `chat`, `customers` or `directory`. */
  @PrimaryColumn({ type: 'varchar', length: 32 }) channel!: string;
  @Instant() until!: Date;
  /** WeCom's errcode and, in Chinese, what an admin can do about it. */
  @Words(255) reason!: string;
  @Instant() since!: Date;
}
