import { Entity } from 'typeorm';
import { Id, Index, Instant, Json, Ref, Words } from './columns.ts';

/** A segment (分群): the customers whom a rule describes, found anew each time. */
@Entity('segments')
@Index('ix_segments_name', ['name'])
export class Segment {
  @Id() id!: string;
  @Words(64) name!: string;
  /** A tree of conditions; `server/rules` checks its shape. */
  @Json() rule!: unknown;
  @Ref('Member', 'fk_segments_creator') createdById!: string;
  @Instant() createdAt!: Date;
  @Instant() updatedAt!: Date;
}
