import { Entity, PrimaryColumn } from 'typeorm';
import { Count, Instant, Words } from './columns.ts';

/** A department (部门) of the corp as WeCom tells it. */
@Entity('departments')
export class Department {
  /** WeCom's number; 1 is the root. */
  @PrimaryColumn({ type: 'integer' }) id!: number;
  /** 0 above the root. */
  @Count() parentId!: number;
  @Words(128) name!: string;
  @Instant() syncedAt!: Date;
}
