import { Entity, PrimaryColumn } from 'typeorm';
import { Instant, Words } from './columns.ts';

/** How one kind of scheduled work fares, over all processes; also who of them does what is done once for all. */
@Entity('job_runs')
export class JobRun {
  @PrimaryColumn({ type: 'varchar', length: 64 }) code!: string;
  /** When it was last found to be all done; written every quarter of an hour. */
  @Instant({ nullable: true }) okAt!: Date | null;
  /** Since when some of it has failed each time; null while all goes well. */
  @Instant({ nullable: true }) failingSince!: Date | null;
  /** What kind of error it was, without personal data. */
  @Words(255, { nullable: true }) failure!: string | null;
}
