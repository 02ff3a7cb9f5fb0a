import type { Command } from '../grammar/define-command.ts';
import { birthdayCommand } from './birthday.ts';
import { careCommand } from './care.ts';
import { closeTicketCommand } from './close-ticket.ts';
import { complainCommand } from './complain.ts';
import { findCommand } from './find.ts';
import { loseDealCommand, quoteDealCommand, winDealCommand } from './deals.ts';
import { helpCommand } from './help.ts';
import { listTasksCommand } from './list-tasks.ts';
import { listTicketsCommand } from './list-tickets.ts';
import { logFollowupCommand } from './log-followup.ts';
import { newCustomerCommand } from './new-customer.ts';
import { redeemCommand } from './redeem.ts';
import { remindCommand } from './remind.ts';
import { completeTaskCommand, postponeTaskCommand } from './settle-task.ts';
import { statusCommand } from './status.ts';
import { tagCommand, untagCommand } from './tag.ts';
import { optInCommand, optOutCommand } from './set-consent.ts';
import { timelineCommand } from './timeline.ts';
import { viewCustomerCommand } from './view-customer.ts';

/** Everything that a member can say, in the order in which help shows it. */
export const commands: readonly Command[] = [
  logFollowupCommand,
  viewCustomerCommand,
  quoteDealCommand,
  winDealCommand,
  loseDealCommand,
  newCustomerCommand,
  timelineCommand,
  findCommand,
  birthdayCommand,
  tagCommand,
  untagCommand,
  careCommand,
  listTasksCommand,
  remindCommand,
  completeTaskCommand,
  postponeTaskCommand,
  complainCommand,
  closeTicketCommand,
  listTicketsCommand,
  optOutCommand,
  optInCommand,
  redeemCommand,
  statusCommand,
  helpCommand(() => commands),
];
