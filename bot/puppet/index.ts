export { PuppetWecomApp } from './puppet-wecom-app.ts';
export type { CardChange, PuppetWecomAppOptions } from './puppet-wecom-app.ts';
export { PuppetNotRunningError, PuppetSendError, PuppetUnknownMemberError, PuppetUnsupportedError } from './errors.ts';
export type { PuppetSendErrorKind } from './errors.ts';
export type { InboundKind, InboundMessage } from './inbound.ts';
export type { FindMember, Member } from './members.ts';
export { MAX_TEXT_BYTES } from './outbound.ts';
export type { OutboundLink, OutboundMessage, SendOptions, SendReceipt } from './outbound.ts';
export type {
  ButtonInteractionCard,
  CardButton,
  CardLink,
  HorizontalContent,
  MultipleInteractionCard,
  NewsNoticeCard,
  TemplateCard,
  TextNoticeCard,
  VoteInteractionCard,
} from './template-card.ts';
export type { WecomTransport } from './transport.ts';
