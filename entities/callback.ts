import { Entity } from 'typeorm';
import { Count, Id, Index, Instant, LongText, Words } from './columns.ts';

/** What WeCom told us: stored before it gets its 200, settled together with its effect. */
@Entity('callbacks')
@Index('ux_callbacks_identity', ['identity'], { unique: true })
@Index('ix_callbacks_status', ['status', 'id'])
@Index('ix_callbacks_source', ['source', 'status', 'createTime'])
export class Callback {
  @Id() id!: string;
  /** `msg:` and MsgId, else `hash:` and the SHA-256 of the decrypted text; a retry has the same. */
  @Words(72) identity!: string;
  /** A member's chat, a customer or a member's standing: callbacks of one source take effect one after the other. */
  @Words(128) source!: string;
  /** WeCom's CreateTime in seconds since 1970, the order within a source; those of one second go by `id`, as they arrived. */
  @Count({ default: 0 }) createTime!: number;
  @Words(64) kind!: string;
  /** The decrypted XML. */
  @LongText() payload!: string;
  /** `received`: effect owed; `done`: effect committed; `kept`: done long ago, and never to be done again; `dead`: set aside after too many failures. */
  @Words(8) status!: 'received' | 'done' | 'kept' | 'dead';
  /** Tries that failed or did not return. */
  @Count() attempts!: number;
  /** Not tried again before. */
  @Instant() dueAt!: Date;
  /** The class and code of the last error, without personal data. */
  @Words(255, { nullable: true }) failure!: string | null;
  @Instant() receivedAt!: Date;
  @Instant({ nullable: true }) doneAt!: Date | null;
}
