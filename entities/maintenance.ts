import { Entity, PrimaryColumn } from 'typeorm';
import { Index, Instant, LongText, Ref, Words } from './columns.ts';

/** The maintenance (维护) of a customer after his first deal: who of service answers for him, and how far the handoff (交接) has come. */
@Entity('maintenance')
@Index('ix_maintenance_owner', ['ownerId', 'customerId'])
export class Maintenance {
  @Ref('Customer', 'fk_maintenance_customer', { primary: true }) customerId!: string;
  /** The deal that began it. */
  @Ref('Deal', 'fk_maintenance_deal') dealId!: string;
  /** Who answers in the service lane; the sales lane stays with the customer's owner. */
  @Ref('Member', 'fk_maintenance_owner') ownerId!: string;
  /** Won; called back and docking; in regular maintenance; has bought again. */
  @Words(12) stage!: 'won' | 'docking' | 'regular' | 'repurchase';
  /** What the rep handed over in words. */
  @LongText({ nullable: true }) note!: string | null;
  @Instant() startedAt!: Date;
}

/** A step of a customer's maintenance plan: the task that stands for it now. */
@Entity('maintenance_steps')
@Index('ix_maintenance_steps_task', ['taskId'])
export class MaintenanceStep {
  @Ref('Customer', 'fk_maintenance_steps_customer', { primary: true }) customerId!: string;
  /** Which definition it follows. */
  @PrimaryColumn({ type: 'varchar', length: 32 }) code!: string;
  @Ref('Task', 'fk_maintenance_steps_task') taskId!: string;
  @Words(8) lane!: 'sales' | 'service';
}
