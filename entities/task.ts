import { Entity } from 'typeorm';
import { Id, Index, Instant, LongText, Ref, Words } from './columns.ts';

/** Something that a member has to do by a time (待办); he is reminded at that time. */
@Entity('tasks')
@Index('ix_tasks_owner', ['ownerId', 'status', 'dueAt'])
@Index('ix_tasks_reminder', ['remindAt'])
@Index('ix_tasks_customer', ['customerId', 'status', 'dueAt'])
export class Task {
  @Id() id!: string;
  @Ref('Member', 'fk_tasks_owner') ownerId!: string;
  @Ref('Customer', 'fk_tasks_customer', { nullable: true }) customerId!: string | null;
  @Ref('Followup', 'fk_tasks_followup', { nullable: true }) followupId!: string | null;
  @LongText() title!: string;
  @Words(8) status!: 'open' | 'done';
  @Instant() dueAt!: Date;
  /** When a reminder is still owed; null once it was sent or is not wanted any more. */
  @Instant({ nullable: true }) remindAt!: Date | null;
  @Instant({ nullable: true }) doneAt!: Date | null;
  @Instant() createdAt!: Date;
}
