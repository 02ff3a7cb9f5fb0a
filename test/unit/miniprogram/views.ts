import type {
  CampaignPreview,
  CustomerName,
  CustomerProfile,
  CustomerRow,
  OfferView,
  RankedTask,
  RhythmView,
  StageView,
  TimelineEntry,
  TodayView,
} from '../../../miniprogram/api/client.ts';

/** A Monday morning, 9:12 in Shanghai. */
export const NOW = '2026-11-23T01:12:00.000Z';

/** The instant `days` after (before, when negative) the Shanghai midnight that began NOW's day, at `clock`. */
export const at = (days: number, clock = '10:00'): string =>
  new Date(Date.parse(`2026-11-23T${clock}:00+08:00`) + days * 86_400_000).toISOString();

export const stage = (code: StageView['code'] = 'quoted'): StageView => ({ code, name: '报价', place: 4, of: 6 });

export const rhythm = (parts: Partial<RhythmView> = {}): RhythmView => ({
  from: at(-100, '09:12'),
  to: NOW,
  dots: [],
  nextAt: null,
  silentDays: 5,
  usualDays: null,
  windowDays: 30,
  overDays: 0,
  ...parts,
});

export const customerName = (parts: Partial<CustomerName> = {}): CustomerName => ({
  id: 'C1',
  name: '何佳怡',
  company: '云上民宿',
  stage: stage(),
  tier: 'B',
  ...parts,
});

export const customerRow = (parts: Partial<CustomerRow> = {}): CustomerRow => ({
  ...customerName(),
  phone: null,
  owner: { id: 'M1', name: '周航' },
  mine: true,
  followupCount: 6,
  lastFollowedUpAt: at(-5),
  rhythm: rhythm(),
  ...parts,
});

export const profile = (parts: Partial<CustomerProfile> = {}): CustomerProfile => ({
  ...customerRow(),
  source: null,
  createdAt: at(-12),
  birthday: null,
  service: null,
  complete: { percent: 40, missing: [] },
  value: null,
  deal: null,
  hold: null,
  next: null,
  timeline: { items: [], cursor: null },
  ...parts,
});

export const task = (parts: Partial<RankedTask> = {}): RankedTask => ({
  id: 'T1',
  title: '补一次致歉电话',
  status: 'open',
  dueAt: at(0, '10:00'),
  customer: customerName(),
  overdueDays: 0,
  reasons: [],
  rhythm: rhythm(),
  channel: 'phone',
  ...parts,
});

export const today = (parts: Partial<TodayView> = {}): TodayView => ({
  now: NOW,
  date: '11月23日 周一',
  lunarDate: '农历十月十五',
  quiet: { from: '21:00', to: '09:00' },
  ribbon: [],
  counts: { overdue: 0, today: 0, later: 0 },
  tasks: [],
  later: [],
  silent: [],
  silentCount: 0,
  ...parts,
});

export const entry = (parts: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id: 'E1',
  kind: 'followup',
  at: at(-2, '16:40'),
  title: '电话',
  text: '客户语气缓和',
  by: { id: 'M1', name: '周航' },
  channel: 'phone',
  reaction: null,
  nextStep: null,
  amountFen: null,
  state: null,
  ...parts,
});

export const preview = (parts: Partial<CampaignPreview> = {}): CampaignPreview => ({
  ...{ id: 'K1', title: '老机焕新', status: { code: 'draft', name: '草稿' }, text: '来坐坐', version: 'v1' },
  segment: { id: 'S1', name: '购机满 2 年' },
  offer: {
    ...{ id: 'O1', title: '上门保养', kind: { code: 'service', name: '服务' }, terms: '', priceOffer: false },
    ...{ perCustomer: 1, validUntil: at(30, '00:00'), left: 150 },
  },
  ...{ sendAt: at(3), holdoutPercent: 10, total: 312, gets: 242, holdout: 27, leftOut: 43, sent: 0 },
  ...{ reasons: [], senders: 4, unconfirmed: 0, coupons: { claimed: 0, redeemed: 0 } },
  ...{ warnings: [], habit: null, everybody: false, allCustomersReason: null },
  ...{ createdBy: '周航', approvedBy: null, approvers: ['沈岚'] },
  ...{ canEdit: true, canSubmit: true, canApprove: false, canCancel: true, now: NOW },
  ...parts,
});

export const offerView = (parts: Partial<OfferView> = {}): OfferView => ({
  ...{ id: 'O1', title: '上门保养', kind: { code: 'service', name: '服务' }, terms: '', stock: 150, issued: 0 },
  ...{ redeemed: 0, perCustomer: 1, validFrom: at(-1), validUntil: at(30, '00:00'), priceOffer: false },
  status: 'open',
  ...parts,
});
