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
  service: MemberName | null;
  complete: { percent: number; missing: string[] };
  value: { orderCount: number; totalFen: number; firstOrderAt: string | null; lastOrderAt: string | null } | null;
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
  kind: 'followup' | 'order' | 'deal' | 'ticket' | 'touch' | 'held';
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

/** See `SegmentCountView` in the server's schemas. */
export interface SegmentCountView {
  sentence: string;
  total: number;
  matched: number;
  lines: { text: string; excludes: boolean; left: number }[];
  tiers: { A: number; B: number; C: number; none: number };
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
  /** 客户 360°：他是谁、谁负责、停了什么、下一步、时间线第一页 */
  customer: (input: { id: string }): Promise<CustomerProfile> => request('GET', '/customers/:id', input),
  /** 客户时间线的一页，新的在前，可以只看一种 */
  customerTimeline: (input: {
    id: string;
    cursor?: string;
    kind?: 'followup' | 'order' | 'deal' | 'ticket' | 'touch' | 'held';
  }): Promise<TimelinePage> => request('GET', '/customers/:id/timeline', input),
  /** 记一次跟进：一句话，或分开填 */
  logFollowup: (
    input:
      | { customerId: string; text: string }
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
  /** 一个自建的分群 */
  segment: (input: { id: string }): Promise<SegmentView> => request('GET', '/segments/:id', input),
  /** 改一个分群 */
  updateSegment: (input: { name: string; rule: unknown; id: string }): Promise<SegmentView> =>
    request('POST', '/segments/:id', input),
  /** 删掉一个没人用的分群 */
  deleteSegment: (input: { id: string }): Promise<Record<string, never>> =>
    request('POST', '/segments/:id/delete', input),
};
