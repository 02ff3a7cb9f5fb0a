import { Alert } from './alert.ts';
import { Birthday } from './birthday.ts';
import { Callback } from './callback.ts';
import { Campaign, CampaignMember } from './campaign.ts';
import { CareBrief, CareItem, CareOccasion, CarePlan } from './care.ts';
import { Customer, CustomerRelation, CustomerToken } from './customer.ts';
import { Deal } from './deal.ts';
import { Department } from './department.ts';
import { Followup } from './followup.ts';
import { Installation } from './installation.ts';
import { JobRun } from './job-run.ts';
import { Maintenance, MaintenanceStep } from './maintenance.ts';
import { MassRecipient, MassSend } from './mass-send.ts';
import { Member, MemberDepartment, MemberLeader } from './member.ts';
import { Coupon, CouponGuess, Offer } from './offer.ts';
import { CustomerValue, Order } from './order.ts';
import { OutboxMessage, OutboxPause } from './outbox-message.ts';
import { Segment } from './segment.ts';
import { CustomerTag, Tag } from './tag.ts';
import { Session } from './session.ts';
import { Task } from './task.ts';
import { Ticket } from './ticket.ts';
import { CustomerTier, TierChange, TierRun } from './tier.ts';
import { Consent, HeldTouch, Touch } from './touch.ts';

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
  Birthday,
  Tag,
  CustomerTag,
  CustomerTier,
  TierChange,
  TierRun,
  Segment,
  Followup,
  Task,
  Deal,
  Order,
  CustomerValue,
  Maintenance,
  MaintenanceStep,
  Session,
  Touch,
  HeldTouch,
  Consent,
  Ticket,
  MassSend,
  MassRecipient,
  CareOccasion,
  CarePlan,
  CareItem,
  CareBrief,
  Offer,
  Campaign,
  CampaignMember,
  Coupon,
  CouponGuess,
  Callback,
  OutboxMessage,
  OutboxPause,
  Alert,
  JobRun,
];
