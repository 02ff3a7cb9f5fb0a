import { Callback } from './callback.ts';
import { Customer, CustomerRelation, CustomerToken } from './customer.ts';
import { Department } from './department.ts';
import { Followup } from './followup.ts';
import { Installation } from './installation.ts';
import { Member, MemberDepartment, MemberLeader } from './member.ts';
import { OutboxMessage, OutboxPause } from './outbox-message.ts';
import { Task } from './task.ts';

/** Everything that is stored; the one list that both databases and the drift test read. */
export const entities = [
  Installation,
  Department,
  Member,
  MemberDepartment,
  MemberLeader,
  Customer,
  CustomerToken,
  CustomerRelation,
  Followup,
  Task,
  Callback,
  OutboxMessage,
  OutboxPause,
];
