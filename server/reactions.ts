import { customerAdded } from './customers/events.ts';
import { recordCustomer } from './customers/record-customer.ts';
import { welcomeCustomer } from './customers/welcome-customer.ts';
import { when, type Reaction } from './kernel/events.ts';
import { recordDirectory, recordMember } from './members/record-directory.ts';
import { customerFetched } from './wecom/messages/fetch-customer.ts';
import { directoryFetched, memberFetched } from './wecom/messages/fetch-directory.ts';

/** Everything that one capability does because something happened in another, or because WeCom answered. */
export const reactions: readonly Reaction[] = [
  when(directoryFetched, recordDirectory),
  when(memberFetched, recordMember),
  when(customerFetched, recordCustomer),
  when(customerAdded, welcomeCustomer),
];
