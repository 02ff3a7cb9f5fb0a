import { Entity, PrimaryColumn } from 'typeorm';
import { Index, Instant, Ref, Words } from './columns.ts';

/** That somebody is logged in: a member, or a customer on his own page. */
@Entity('sessions')
@Index('ix_sessions_member', ['memberId'])
@Index('ix_sessions_expiry', ['expiresAt'])
export class Session {
  /** The SHA-256 of the token in hexadecimal: who reads the database cannot log in with it. */
  @PrimaryColumn({ type: 'varchar', length: 64 }) id!: string;
  @Ref('Member', 'fk_sessions_member', { nullable: true }) memberId!: string | null;
  /** WeCom's external_userid of a customer; null for a member. */
  @Words(64, { nullable: true }) externalUserId!: string | null;
  @Instant() createdAt!: Date;
  /** When it was used last, to within a few minutes. */
  @Instant() lastSeenAt!: Date;
  @Instant() expiresAt!: Date;
  @Instant({ nullable: true }) revokedAt!: Date | null;
}
