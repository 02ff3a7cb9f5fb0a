import type { Command } from '../grammar/define-command.ts';
import { findCommand } from './find.ts';
import { helpCommand } from './help.ts';
import { listTasksCommand } from './list-tasks.ts';
import { logFollowupCommand } from './log-followup.ts';
import { newCustomerCommand } from './new-customer.ts';
import { remindCommand } from './remind.ts';
import { completeTaskCommand, postponeTaskCommand } from './settle-task.ts';
import { timelineCommand } from './timeline.ts';
import { viewCustomerCommand } from './view-customer.ts';

/** Everything that a member can say, in the order in which help shows it. */
export const commands: readonly Command[] = [
  logFollowupCommand,
  viewCustomerCommand,
  newCustomerCommand,
  timelineCommand,
  findCommand,
  listTasksCommand,
  remindCommand,
  completeTaskCommand,
  postponeTaskCommand,
  helpCommand(() => commands),
];
