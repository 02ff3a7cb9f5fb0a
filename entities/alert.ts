import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Words } from './columns.ts';

/** Something is stuck: one row for each kind of trouble that lasts, kept so that several processes tell the admins once. */
@Entity('alerts')
export class Alert {
  /** Which trouble, e.g. `channel-paused:chat`; see server/operations/troubles.ts. */
  @PrimaryColumn({ type: 'varchar', length: 64 }) code!: string;
  @Instant() since!: Date;
  /** What was known of the cause when it began: WeCom's errcode with its sentence, or the kind of error. */
  @Words(255, { nullable: true }) reason!: string | null;
  /** When the admins were last told; null while they cannot be reached. */
  @Instant({ nullable: true }) toldAt!: Date | null;
}
