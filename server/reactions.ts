import { keepSegment } from './campaigns/keep-segment.ts';
import { settleCampaign } from './campaigns/settle-campaign.ts';
import { withdrawOffers, withdrawRefused } from './campaigns/withdraw-offers.ts';
import { holdOnComplaint, holdOnRefusal } from './care/hold-on-complaint.ts';
import { keepOccasionSegment } from './care/keep-occasion-segment.ts';
import { resumeCare } from './care/resume-care.ts';
import { settleCare } from './care/settle-care.ts';
import { customerAdded } from './customers/events.ts';
import { recordCustomer } from './customers/record-customer.ts';
import { welcomeCustomer } from './customers/welcome-customer.ts';
import { dealWon } from './deals/events.ts';
import { when, type Reaction } from './kernel/events.ts';
import { advanceMaintenance, noteRepurchase } from './maintenance/advance-maintenance.ts';
import { reassignMaintenance } from './maintenance/reassign-maintenance.ts';
import { startMaintenance } from './maintenance/start-maintenance.ts';
import { massSendSettled } from './mass-sends/events.ts';
import { recordCreated, recordResult } from './mass-sends/settle-mass-send.ts';
import { withdrawOfMembers } from './mass-sends/withdraw-mass-sends.ts';
import { membersLeft } from './members/events.ts';
import { recordDirectory, recordMember } from './members/record-directory.ts';
import { orderPlaced } from './orders/events.ts';
import { segmentDeleting } from './segments/events.ts';
import { recordTags } from './tags/record-tags.ts';
import { taskDone } from './tasks/events.ts';
import { ticketOpened } from './tickets/events.ts';
import { consentRefused } from './touches/events.ts';
import { recordWelcome } from './touches/record-welcome.ts';
import { revokeSessionsOf } from './sessions/revoke-sessions.ts';
import { massSendCreated } from './wecom/messages/create-mass-send.ts';
import { massResultFetched } from './wecom/messages/fetch-mass-result.ts';
import { customerFetched } from './wecom/messages/fetch-customer.ts';
import { directoryFetched, memberFetched } from './wecom/messages/fetch-directory.ts';
import { welcomeSent } from './wecom/messages/send-welcome.ts';

/** Everything that one capability does because something happened in another, or because WeCom answered. */
export const reactions: readonly Reaction[] = [
  when(directoryFetched, recordDirectory),
  when(memberFetched, recordMember),
  when(customerFetched, recordCustomer),
  when(customerFetched, recordTags),
  when(membersLeft, revokeSessionsOf),
  when(membersLeft, reassignMaintenance),
  when(customerAdded, welcomeCustomer),
  when(welcomeSent, recordWelcome),
  when(orderPlaced, noteRepurchase),
  when(dealWon, startMaintenance),
  when(taskDone, advanceMaintenance),
  when(ticketOpened, withdrawOffers),
  when(massSendSettled, settleCampaign),
  when(segmentDeleting, keepSegment),
  when(segmentDeleting, keepOccasionSegment),
  when(massSendCreated, recordCreated),
  when(massResultFetched, recordResult),
  when(massSendSettled, settleCare),
  when(membersLeft, withdrawOfMembers),
  when(ticketOpened, holdOnComplaint),
  when(consentRefused, withdrawRefused),
  when(consentRefused, holdOnRefusal),
  when(customerAdded, resumeCare),
];
