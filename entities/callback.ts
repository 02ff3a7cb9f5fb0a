import { Entity } from 'typeorm';
import { Count, Id, Index, Instant, LongText, Words } from './columns.ts';

/** What WeCom told us: stored before it gets its 200, settled together with its effect. */
@Entity('callbacks')
@Index('ux_callbacks_identity', ['identity'], { unique: true })
@Index('ix_callbacks_status', ['status', 'id'])
export class Callback {
  @Id() id!: string;
  /** `msg:` and MsgId, else `hash:` and the SHA-256 of the decrypted text; a retry has the same. */
  @Words(72) identity!: string;
  /** Callbacks of one source take effect in the order of their arrival. */
  @Words(128) source!: string;
  @Words(64) kind!: string;
  /** The decrypted XML. */
  @LongText() payload!: string;
  /** `received`: effect owed; `done`: effect committed; `dead`: set aside after too many failures. */
  @Words(8) status!: 'received' | 'done' | 'dead';
  @Count() attempts!: number;
  /** Not tried again before. */
  @Instant() dueAt!: Date;
  @Words(255, { nullable: true }) failure!: string | null;
  @Instant() receivedAt!: Date;
  @Instant({ nullable: true }) doneAt!: Date | null;
}
