import { Entity, PrimaryColumn } from 'typeorm';
import { Flag, Instant, Words } from './columns.ts';

/** Whose data this database holds; one row, written at the first start and compared at every later one. */
@Entity('installation')
export class Installation {
  /** Always `this`. */
  @PrimaryColumn({ type: 'varchar', length: 8 }) id!: string;
  /** WeCom's corp id. */
  @Words(64) corpId!: string;
  /** Demo data of the sandbox rather than a company's own. */
  @Flag() sandbox!: boolean;
  /** When the demo company's past was loaded; null before, and in a company's own database. */
  @Instant({ nullable: true }) seededAt!: Date | null;
  @Instant() createdAt!: Date;
}
