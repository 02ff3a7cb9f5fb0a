// Written by `npm run client` from the routes of the server; change those instead.
import { request } from './request.ts';

/** See `OpenedSession` in the server's schemas. */
export interface OpenedSession {
  token: string;
  expiresAt: string;
}

/** See `MeView` in the server's schemas. */
export interface MeView {
  id: string;
  userId: string;
  name: string;
  position: string | null;
  scope: 'own' | 'managed' | 'all';
  managed: number | null;
}

/** See `TodayView` in the server's schemas. */
export interface TodayView {
  now: string;
  date: string;
  lunarDate: string;
  quiet: { from: string; to: string };
  ribbon: { at: string; kind: 'task' | 'care' }[];
  counts: { overdue: number; today: number; later: number };
  tasks: RankedTask[];
  later: RankedTask[];
  silent: SilentCustomer[];
  silentCount: number;
}

/** See `RankedTask` in the server's schemas. */
export interface RankedTask {
  id: string;
  title: string;
  status: 'open' | 'done';
  dueAt: string;
  customer: CustomerName | null;
  overdueDays: number;
  reasons: { kind: 'overdue' | 'silence' | 'last'; text: string }[];
  rhythm: RhythmView | null;
  channel: 'phone' | 'wechat' | 'visit' | 'email' | 'sms' | 'other' | null;
}

/** See `CustomerName` in the server's schemas. */
export interface CustomerName {
  id: string;
  name: string;
  company: string | null;
  stage: StageView;
  tier: 'A' | 'B' | 'C' | null;
}

/** See `StageView` in the server's schemas. */
export interface StageView {
  code: 'lead' | 'contacted' | 'needs' | 'quoted' | 'negotiating' | 'won';
  name: string;
  place: number;
  of: number;
}

/** See `RhythmView` in the server's schemas. */
export interface RhythmView {
  from: string;
  to: string;
  dots: { at: string; kind: 'value' | 'greeting' | 'order' }[];
  nextAt: string | null;
  silentDays: number;
  usualDays: number | null;
  windowDays: number;
  overDays: number;
}

/** See `SilentCustomer` in the server's schemas. */
export interface SilentCustomer {
  customer: CustomerName;
  rhythm: RhythmView;
  text: string;
  lastNote: string | null;
}

/** See `TaskPage` in the server's schemas. */
export interface TaskPage {
  items: RankedTask[];
  cursor: string | null;
}

/** See `TaskView` in the server's schemas. */
export interface TaskView {
  id: string;
  title: string;
  status: 'open' | 'done';
  dueAt: string;
  customer: CustomerName | null;
}

/** See `CustomerPage` in the server's schemas. */
export interface CustomerPage {
  items: CustomerRow[];
  cursor: string | null;
}

/** See `CustomerRow` in the server's schemas. */
export interface CustomerRow {
  id: string;
  name: string;
  company: string | null;
  stage: StageView;
  tier: 'A' | 'B' | 'C' | null;
  phone: string | null;
  owner: MemberName;
  mine: boolean;
  followupCount: number;
  lastFollowedUpAt: string | null;
  rhythm: RhythmView;
}

/** See `MemberName` in the server's schemas. */
export interface MemberName {
  id: string;
  name: string;
}

/** See `ToldBirthday` in the server's schemas. */
export interface ToldBirthday {
  birthday: BirthdayView | null;
  question: string[] | null;
}

/** See `BirthdayView` in the server's schemas. */
export interface BirthdayView {
  words: string;
  next: string;
}

/** See `CustomerProfile` in the server's schemas. */
export interface CustomerProfile {
  id: string;
  name: string;
  company: string | null;
  stage: StageView;
  tier: 'A' | 'B' | 'C' | null;
  phone: string | null;
  owner: MemberName;
  mine: boolean;
  followupCount: number;
  lastFollowedUpAt: string | null;
  rhythm: RhythmView;
  source: string | null;
  createdAt: string;
  birthday: BirthdayView | null;
  service: MemberName | null;
  complete: { percent: number; missing: string[] };
  value: { orderCount: number; totalFen: number; firstOrderAt: string | null; lastOrderAt: string | null } | null;
  deal: { title: string; amountFen: number | null; quotedAt: string | null } | null;
  hold: { title: string; text: string } | null;
  next: { taskId: string; title: string; dueAt: string; owner: MemberName; mine: boolean } | null;
  timeline: TimelinePage;
}

/** See `TimelinePage` in the server's schemas. */
export interface TimelinePage {
  items: TimelineEntry[];
  cursor: string | null;
}

/** See `TimelineEntry` in the server's schemas. */
export interface TimelineEntry {
  id: string;
  kind: 'followup' | 'order' | 'deal' | 'ticket' | 'touch' | 'held' | 'consent';
  at: string;
  title: string;
  text: string;
  by: MemberName | null;
  channel: 'phone' | 'wechat' | 'visit' | 'email' | 'sms' | 'other' | null;
  reaction: string | null;
  nextStep: { text: string; at: string } | null;
  amountFen: number | null;
  state: string | null;
}

/** See `LoggedFollowup` in the server's schemas. */
export interface LoggedFollowup {
  entry: TimelineEntry;
  customer: CustomerName;
  followupCount: number;
  question: { step: string; times: string[] } | null;
}

/** See `DealView` in the server's schemas. */
export interface DealView {
  id: string;
  customerId: string;
  title: string;
  amountFen: number | null;
  stage: 'open' | 'won' | 'lost';
  quotedAt: string | null;
  closedAt: string | null;
}

/** See `TagView` in the server's schemas. */
export interface TagView {
  id: string;
  groupName: string;
  name: string;
  fromWecom: boolean;
}

/** See `TierView` in the server's schemas. */
export interface TierView {
  current: { tier: 'A' | 'B' | 'C'; score: number; reasons: string[]; at: string } | null;
  changes: { previous: 'A' | 'B' | 'C' | null; tier: 'A' | 'B' | 'C'; score: number; at: string }[];
}

/** See `SegmentView` in the server's schemas. */
export interface SegmentView {
  id: string;
  name: string;
  rule: Rule;
  sentence: string;
  ready: boolean;
  editable: boolean;
}

/** See `Rule` in the server's schemas. */
export type Rule =
  { all: Rule[] } | { any: Rule[] } | { not: Rule } | { condition: string; params: Record<string, unknown> };

/** See `ConditionFormView` in the server's schemas. */
export interface ConditionFormView {
  code: string;
  title: string;
  form: Record<string, unknown>;
  example: Record<string, unknown>;
  sentence: string;
}

/** See `ChoicesView` in the server's schemas. */
export interface ChoicesView {
  tags: ChoiceView[];
  members: ChoiceView[];
  sources: ChoiceView[];
}

/** See `ChoiceView` in the server's schemas. */
export interface ChoiceView {
  code: string;
  name: string;
  group: string;
}

/** See `SegmentCountView` in the server's schemas. */
export interface SegmentCountView {
  sentence: string;
  total: number;
  matched: number;
  lines: { text: string; excludes: boolean; left: number }[];
  tiers: { A: number; B: number; C: number; none: number };
  phrases: { text: string; change: boolean }[][];
}

/** See `SegmentSampleView` in the server's schemas. */
export interface SegmentSampleView {
  inside: ExplainedView[];
  outside: ExplainedView[];
  next: string | null;
}

/** See `ExplainedView` in the server's schemas. */
export interface ExplainedView {
  id: string;
  name: string;
  company: string | null;
  tier: 'A' | 'B' | 'C' | null;
  holds: boolean;
  why: string;
  conditions: { text: string; excludes: boolean; met: boolean; fact: string; decides: boolean }[];
}

/** See `FiguresView` in the server's schemas. */
export interface FiguresView {
  who: string;
  several: boolean;
  from: string;
  to: string;
  figures: FigureView[];
  care: { sent: number; leftOut: number; reasons: { cause: string; count: number }[] };
  coupons: {
    claimed: number;
    redeemed: number;
    offers: { id: string; title: string; priceOffer: boolean; claimed: number; redeemed: number }[];
  };
}

/** See `FigureView` in the server's schemas. */
export interface FigureView {
  code: string;
  title: string;
  short: string;
  definition: string;
  unit: 'percent' | 'days';
  noun: string;
  target: number | null;
  direction: 'up' | 'down';
  now: { cases: number; sum: number; value: number | null };
  before: { cases: number; sum: number; value: number | null };
  points: { day: string; cases: number; value: number | null }[];
}

/** See `PersonFigures` in the server's schemas. */
export interface PersonFigures {
  id: string;
  name: string;
  left: boolean;
  figures: Record<string, { cases: number; sum: number; value: number | null }>;
}

/** See `OfferView` in the server's schemas. */
export interface OfferView {
  id: string;
  title: string;
  kind: { code: 'gift' | 'discount' | 'service' | 'early'; name: string };
  terms: string;
  stock: number | null;
  issued: number;
  redeemed: number;
  perCustomer: number;
  validFrom: string;
  validUntil: string;
  priceOffer: boolean;
  status: 'draft' | 'open' | 'closed';
}

/** See `CounterView` in the server's schemas. */
export interface CounterView {
  coupon: CounterCouponView | null;
  wrong: string | null;
}

/** See `CounterCouponView` in the server's schemas. */
export interface CounterCouponView {
  id: string;
  code: string;
  title: string;
  kind: { code: 'gift' | 'discount' | 'service' | 'early'; name: string };
  terms: string;
  priceOffer: boolean;
  status: 'claimed' | 'redeemed' | 'expired';
  validUntil: string;
  claimedAt: string;
  redeemedAt: string | null;
  customerName: string;
  customerId: string | null;
  redeemedBy: string | null;
  now: string;
}

/** See `CampaignRow` in the server's schemas. */
export interface CampaignRow {
  id: string;
  title: string;
  status: { code: 'draft' | 'submitted' | 'approved' | 'sending' | 'done' | 'cancelled'; name: string };
  offerTitle: string;
  sendAt: string;
  createdBy: string;
  approvedBy: string | null;
  reach: { gets: number; sent: number } | null;
  canApprove: boolean;
}

/** See `CampaignPreview` in the server's schemas. */
export interface CampaignPreview {
  id: string;
  title: string;
  status: { code: 'draft' | 'submitted' | 'approved' | 'sending' | 'done' | 'cancelled'; name: string };
  segment: { id: string | null; name: string };
  offer: {
    id: string;
    title: string;
    kind: { code: 'gift' | 'discount' | 'service' | 'early'; name: string };
    terms: string;
    priceOffer: boolean;
    perCustomer: number;
    validUntil: string;
    left: number | null;
  };
  text: string;
  sendAt: string;
  holdoutPercent: number;
  total: number;
  gets: number;
  holdout: number;
  leftOut: number;
  sent: number;
  reasons: { reason: string; cause: string; count: number; names: string[] }[];
  senders: number;
  unconfirmed: number;
  coupons: { claimed: number; redeemed: number };
  warnings: string[];
  habit: string | null;
  everybody: boolean;
  allCustomersReason: string | null;
  createdBy: string;
  approvedBy: string | null;
  approvers: string[];
  version: string;
  canEdit: boolean;
  canSubmit: boolean;
  canApprove: boolean;
  canCancel: boolean;
  now: string;
}

/** See `LeftOutPage` in the server's schemas. */
export interface LeftOutPage {
  items: { id: string; name: string; company: string | null }[];
  cursor: string | null;
}

/** See `CareMonthView` in the server's schemas. */
export interface CareMonthView {
  now: string;
  today: string;
  year: number;
  month: number;
  days: {
    day: string;
    lunar: string;
    feast: string | null;
    birthdays: number;
    holidays: { id: string; title: string; enabled: boolean }[];
    planned: number;
    sent: number;
  }[];
}

/** See `CareDayView` in the server's schemas. */
export interface CareDayView {
  day: string;
  date: string;
  lunar: string;
  feast: string | null;
  birthdays: { customer: CustomerName; owner: MemberName; words: string; plan: string }[];
  birthdayCount: number;
  occasions: { id: string; kind: 'birthday' | 'holiday'; title: string; enabled: boolean }[];
}

/** See `OwnCareView` in the server's schemas. */
export interface OwnCareView {
  marks: string[];
  coming: {
    customer: CustomerName;
    kind: 'birthday' | 'anniversary';
    day: string;
    inDays: number;
    lunar: string;
    years: number | null;
  }[];
  comingCount: number;
}

/** See `OccasionListView` in the server's schemas. */
export interface OccasionListView {
  items: OccasionView[];
  holidays: { name: string; title: string; next: string; text: string }[];
  words: string[];
  editable: boolean;
  today: string;
}

/** See `OccasionView` in the server's schemas. */
export interface OccasionView {
  id: string;
  kind: 'birthday' | 'holiday';
  holidayName: string | null;
  title: string;
  segmentId: string | null;
  audience: string;
  texts: { default: string; A?: string; B?: string; C?: string };
  leadDays: number;
  sendAt: string;
  enabled: boolean;
  next: string;
  editable: boolean;
}

/** See `CareProgressView` in the server's schemas. */
export interface CareProgressView {
  occasion: OccasionView;
  day: string;
  at: string;
  stage: 'proposed' | 'set' | 'underway' | 'done' | 'missed';
  total: number;
  included: number;
  sent: number;
  waiting: number;
  leftOut: {
    reason: string;
    cause: string;
    count: number;
    customers: { id: string; name: string; company: string | null }[];
  }[];
  tiers: { tier: 'A' | 'B' | 'C' | null; count: number }[];
  senders: number;
  confirmations: number | null;
  budget: { before: number; after: number } | null;
  samples: CareLetterView[];
  warnings: string[];
}

/** See `CareLetterView` in the server's schemas. */
export interface CareLetterView {
  tier: 'A' | 'B' | 'C' | null;
  customerName: string;
  memberName: string;
  parts: { text: string; merged: boolean }[];
}

/** See `CareDraftView` in the server's schemas. */
export interface CareDraftView {
  day: string;
  total: number;
  samples: CareLetterView[];
  warnings: string[];
}

/** See `SavedOccasionView` in the server's schemas. */
export interface SavedOccasionView {
  occasion: OccasionView;
  warnings: string[];
}

/** See `StuckList` in the server's schemas. */
export interface StuckList {
  items: StuckView[];
  total: number;
  paused: PausedView[];
  now: string;
}

/** See `StuckView` in the server's schemas. */
export interface StuckView {
  id: string;
  kind: 'message' | 'callback';
  what: string;
  whom: string | null;
  since: string;
  why: string;
  canRetry: boolean;
  mayHaveArrived: boolean;
}

/** See `PausedView` in the server's schemas. */
export interface PausedView {
  channel: 'chat' | 'customers' | 'directory';
  name: string;
  since: string;
  triedAt: string;
  why: string;
  waiting: number;
}

/** See `OwnPage` in the server's schemas. */
export interface OwnPage {
  now: string;
  company: string | null;
  name: string;
  birthday: boolean;
  together: { year: number; day: number } | null;
  coupons: CouponView[];
  claimable: ClaimableView[];
  hold: string | null;
  keepers: { name: string; lane: 'sales' | 'service'; inWechat: boolean }[];
  tickets: { number: string; kind: string; openedAt: string; settledAt: string | null; by: string }[];
  orderCount: number;
  orders: { id: string; placedAt: string; amountFen: number }[];
  consents: { care: boolean; offer: boolean };
}

/** See `CouponView` in the server's schemas. */
export interface CouponView {
  id: string;
  code: string;
  title: string;
  kind: { code: 'gift' | 'discount' | 'service' | 'early'; name: string };
  terms: string;
  priceOffer: boolean;
  status: 'claimed' | 'redeemed' | 'expired';
  validUntil: string;
  claimedAt: string;
  redeemedAt: string | null;
}

/** See `ClaimableView` in the server's schemas. */
export interface ClaimableView {
  id: string;
  title: string;
  kind: { code: 'gift' | 'discount' | 'service' | 'early'; name: string };
  terms: string;
  priceOffer: boolean;
  validUntil: string;
  left: number | null;
}

/** Every endpoint by its name. */
export const api = {
  /** 小程序登录：用 wx.qy.login 的 code 换会话 */
  logInMiniprogram: (input: { code: string }): Promise<OpenedSession> => request('POST', '/login/miniprogram', input),
  /** 退出登录 */
  logOut: (): Promise<Record<string, never>> => request('POST', '/logout', {}),
  /** 我是谁，能看到谁的客户 */
  me: (): Promise<MeView> => request('GET', '/me', {}),
  /** 今天：先做什么、为什么，谁被冷落了 */
  today: (): Promise<TodayView> => request('GET', '/today', {}),
  /** 我的全部待办，早的在前 */
  tasks: (input: { cursor?: string } = {}): Promise<TaskPage> => request('GET', '/tasks', input),
  /** 定一件待办，到点提醒我 */
  createTask: (input: { title: string; dueAt: string; customerId?: string | null }): Promise<TaskView> =>
    request('POST', '/tasks', input),
  /** 完成一件待办 */
  completeTask: (input: { id: string }): Promise<TaskView> => request('POST', '/tasks/:id/complete', input),
  /** 把一件待办往后挪 */
  postponeTask: (input: { id: string; at: string }): Promise<TaskView> => request('POST', '/tasks/:id/postpone', input),
  /** 客户列表：搜索、按阶段、只看我负责的，最近联系的在前 */
  customers: (
    input: {
      q?: string;
      stage?: 'lead' | 'contacted' | 'needs' | 'quoted' | 'negotiating' | 'won';
      mine?: '1';
      cursor?: string;
    } = {},
  ): Promise<CustomerPage> => request('GET', '/customers', input),
  /** 记客户的生日，公历农历都行；空着就是去掉 */
  tellBirthday: (input: { id: string; said: string | null }): Promise<ToldBirthday> =>
    request('POST', '/customers/:id/birthday', input),
  /** 客户 360°：他是谁、谁负责、停了什么、下一步、时间线第一页 */
  customer: (input: { id: string }): Promise<CustomerProfile> => request('GET', '/customers/:id', input),
  /** 客户时间线的一页，新的在前，可以只看一种 */
  customerTimeline: (input: {
    id: string;
    cursor?: string;
    kind?: 'followup' | 'order' | 'deal' | 'ticket' | 'touch' | 'held' | 'consent';
  }): Promise<TimelinePage> => request('GET', '/customers/:id/timeline', input),
  /** 记一次跟进：一句话，或分开填 */
  logFollowup: (
    input:
      | { customerId: string; text: string; saidAt?: string }
      | {
          customerId: string;
          channel: 'phone' | 'wechat' | 'visit' | 'email' | 'sms' | 'other';
          note: string;
          reaction?: string | null;
          nextStep?: { text: string; at: string } | null;
          at?: string;
        },
  ): Promise<LoggedFollowup> => request('POST', '/followups', input),
  /** 记一次报价，两天后提醒打关怀电话 */
  quoteDeal: (input: { id: string; amountFen: number; title?: string | null }): Promise<DealView> =>
    request('POST', '/customers/:id/quote', input),
  /** 记成交：生成订单，交接给维护负责人 */
  winDeal: (input: {
    id: string;
    amountFen?: number | null;
    title?: string | null;
    note?: string | null;
  }): Promise<DealView> => request('POST', '/customers/:id/win', input),
  /** 记没谈成的商机和原因 */
  loseDeal: (input: { id: string; because?: string | null }): Promise<DealView> =>
    request('POST', '/customers/:id/lose', input),
  /** 所有标签，按组 */
  tags: (): Promise<{ items: TagView[] }> => request('GET', '/tags', {}),
  /** 给客户打标签 */
  tagCustomer: (input: { id: string; tagId: string }): Promise<Record<string, never>> =>
    request('POST', '/customers/:id/tags', input),
  /** 去掉客户的标签 */
  untagCustomer: (input: { id: string; tagId: string }): Promise<Record<string, never>> =>
    request('POST', '/customers/:id/tags/remove', input),
  /** 客户的分层：多少分，为什么，怎么变的 */
  tier: (input: { id: string }): Promise<TierView> => request('GET', '/customers/:id/tier', input),
  /** 所有分群，自带的在前 */
  segments: (): Promise<{ items: SegmentView[] }> => request('GET', '/segments', {}),
  /** 分群能用的条件，和每个条件怎么填 */
  conditions: (): Promise<{ items: ConditionFormView[] }> => request('GET', '/conditions', {}),
  /** 填条件时能选的标签、同事和来源 */
  conditionChoices: (): Promise<ChoicesView> => request('GET', '/conditions/choices', {}),
  /** 算一条规则有多少人，每一行还剩多少 */
  countSegment: (input: { rule: unknown }): Promise<SegmentCountView> => request('POST', '/segments/count', input),
  /** 抽几位看看：谁在，谁差一行，为什么 */
  sampleSegment: (input: { rule: unknown; after?: string | null }): Promise<SegmentSampleView> =>
    request('POST', '/segments/sample', input),
  /** 一位客户为什么在，为什么不在 */
  explainCustomer: (input: { rule: unknown; id: string }): Promise<ExplainedView> =>
    request('POST', '/segments/explain/:id', input),
  /** 存一个分群 */
  createSegment: (input: { name: string; rule: unknown }): Promise<SegmentView> => request('POST', '/segments', input),
  /** 一个分群 */
  segment: (input: { id: string }): Promise<SegmentView> => request('GET', '/segments/:id', input),
  /** 一个分群里我看得到多少人 */
  segmentSize: (input: { id: string }): Promise<{ matched: number }> => request('GET', '/segments/:id/size', input),
  /** 改一个分群 */
  updateSegment: (input: { name: string; rule: unknown; id: string }): Promise<SegmentView> =>
    request('POST', '/segments/:id', input),
  /** 删掉一个没人用的分群 */
  deleteSegment: (input: { id: string }): Promise<Record<string, never>> =>
    request('POST', '/segments/:id/delete', input),
  /** 经营指标：定义、目标、当前、上期、走势，关怀和优惠券的去向 */
  figures: (input: { period: 'month' | 'weeks' | 'quarter' }): Promise<FiguresView> =>
    request('GET', '/figures', input),
  /** 经营指标按人看 */
  figuresByPerson: (input: { period: 'month' | 'weeks' | 'quarter' }): Promise<{ people: PersonFigures[] }> =>
    request('GET', '/figures/people', input),
  /** 公司的优惠，新的在前，和能不能由我来定 */
  offers: (): Promise<{ items: OfferView[]; canRun: boolean; now: string }> => request('GET', '/offers', {}),
  /** 一份优惠 */
  offer: (input: { id: string }): Promise<OfferView> => request('GET', '/offers/:id', input),
  /** 建一份优惠，开放后才能用 */
  createOffer: (input: {
    title: string;
    kind: 'gift' | 'discount' | 'service' | 'early';
    terms: string;
    stock: number | null;
    perCustomer: number;
    validFrom: string;
    validUntil: string;
    priceOffer: boolean;
  }): Promise<OfferView> => request('POST', '/offers', input),
  /** 开放一份优惠：活动能用，客户能领 */
  openOffer: (input: { id: string }): Promise<OfferView> => request('POST', '/offers/:id/open', input),
  /** 关闭一份优惠：不再领，领过的还能用 */
  closeOffer: (input: { id: string }): Promise<OfferView> => request('POST', '/offers/:id/close', input),
  /** 核销前看一眼：这个券码是什么、是谁的 */
  lookUpCoupon: (input: { code: string }): Promise<CounterView> => request('POST', '/coupons/look-up', input),
  /** 核销一张券，只能一次 */
  redeemCoupon: (input: { code: string }): Promise<CounterView> => request('POST', '/coupons/redeem', input),
  /** 我看得到的营销活动，晚发的在前 */
  campaigns: (): Promise<{ items: CampaignRow[]; now: string }> => request('GET', '/campaigns', {}),
  /** 起草一个活动，审批后才会发 */
  createCampaign: (input: {
    title: string;
    segmentId: string | null;
    offerId: string;
    text: string;
    sendAt: string;
    holdoutPercent: number;
    allCustomersReason: string | null;
  }): Promise<{ id: string }> => request('POST', '/campaigns', input),
  /** 活动预览：谁收到，谁不发、为什么，发出去以后怎样了 */
  campaign: (input: { id: string }): Promise<CampaignPreview> => request('GET', '/campaigns/:id', input),
  /** 因为一个原因不发的客户，翻页看 */
  leftOut: (input: { id: string; cause: string; cursor?: string }): Promise<LeftOutPage> =>
    request('GET', '/campaigns/:id/left-out', input),
  /** 改一个还没审批的活动，改完要重新提交 */
  updateCampaign: (input: {
    title: string;
    segmentId: string | null;
    offerId: string;
    text: string;
    sendAt: string;
    holdoutPercent: number;
    allCustomersReason: string | null;
    id: string;
  }): Promise<{ id: string }> => request('POST', '/campaigns/:id', input),
  /** 把活动的文字发到自己的聊天里试看 */
  tryCampaign: (input: { id: string }): Promise<Record<string, never>> => request('POST', '/campaigns/:id/try', input),
  /** 提交主管审批 */
  submitCampaign: (input: { id: string }): Promise<{ id: string }> => request('POST', '/campaigns/:id/submit', input),
  /** 批准一个活动，到点就发 */
  approveCampaign: (input: { id: string; version: string }): Promise<{ id: string }> =>
    request('POST', '/campaigns/:id/approve', input),
  /** 取消一个活动，还没确认的群发收回来 */
  cancelCampaign: (input: { id: string }): Promise<{ id: string }> => request('POST', '/campaigns/:id/cancel', input),
  /** 一个月的关怀：农历、节日、谁的生日，要问候几位 */
  careMonth: (input: { year?: number; month?: number } = {}): Promise<CareMonthView> =>
    request('GET', '/care/calendar', input),
  /** 一天的关怀：谁过生日、怎么安排，这天有什么节日 */
  careDay: (input: { day: string }): Promise<CareDayView> => request('GET', '/care/days/:day', input),
  /** 我今天的关怀，和一周内我客户的生日、纪念日 */
  ownCare: (): Promise<OwnCareView> => request('GET', '/care/mine', {}),
  /** 所有关怀，生日在前，节日按日子排 */
  occasions: (): Promise<OccasionListView> => request('GET', '/care/occasions', {}),
  /** 一个关怀在一天的样子：谁收到、谁不发、为什么 */
  occasionDay: (input: { id: string; day?: string }): Promise<CareProgressView> =>
    request('GET', '/care/occasions/:id', input),
  /** 边写边看：写好的问候是什么样，有什么不妥 */
  previewOccasion: (input: {
    kind: 'birthday' | 'holiday';
    holidayName: string | null;
    title: string;
    segmentId: string | null;
    texts: { default: string; A?: string; B?: string; C?: string };
    leadDays: number;
    sendAt: string;
    enabled: boolean;
  }): Promise<CareDraftView> => request('POST', '/care/preview', input),
  /** 写一个关怀 */
  createOccasion: (input: {
    kind: 'birthday' | 'holiday';
    holidayName: string | null;
    title: string;
    segmentId: string | null;
    texts: { default: string; A?: string; B?: string; C?: string };
    leadDays: number;
    sendAt: string;
    enabled: boolean;
  }): Promise<SavedOccasionView> => request('POST', '/care/occasions', input),
  /** 改一个关怀，没发的重新安排 */
  updateOccasion: (input: {
    kind: 'birthday' | 'holiday';
    holidayName: string | null;
    title: string;
    segmentId: string | null;
    texts: { default: string; A?: string; B?: string; C?: string };
    leadDays: number;
    sendAt: string;
    enabled: boolean;
    id: string;
  }): Promise<SavedOccasionView> => request('POST', '/care/occasions/:id', input),
  /** 确认一个关怀到日子就发，或者停掉 */
  confirmOccasion: (input: { id: string; enabled: boolean }): Promise<OccasionView> =>
    request('POST', '/care/occasions/:id/confirm', input),
  /** 没发出去的、没处理成的、停着的通道；只给管理员 */
  stuck: (): Promise<StuckList> => request('GET', '/operations/stuck', {}),
  /** 再试一次；只给管理员 */
  retryStuck: (input: { ids: string[] }): Promise<{ done: number }> =>
    request('POST', '/operations/stuck/retry', input),
  /** 不再管它；只给管理员 */
  dropStuck: (input: { ids: string[] }): Promise<{ done: number }> => request('POST', '/operations/stuck/drop', input),
  /** 停着的通道马上再试；只给管理员 */
  resumeChannel: (input: { channel: 'chat' | 'customers' | 'directory' }): Promise<Record<string, never>> =>
    request('POST', '/operations/channels/:channel/resume', input),
  /** 会员页：客户看自己的券、订单、进度和意愿 */
  ownPage: (): Promise<OwnPage> => request('GET', '/own', {}),
  /** 会员页：客户领一张券 */
  claimOwnCoupon: (input: { offerId: string }): Promise<CouponView> => request('POST', '/own/coupons', input),
  /** 会员页：客户说想不想收到，马上生效 */
  setOwnConsent: (input: { purpose: 'care' | 'offer'; allowed: boolean }): Promise<Record<string, never>> =>
    request('POST', '/own/consents', input),
};
