import type { CampaignPreview, OfferView, SegmentView } from '../../api/client.ts';
import { millis, startOfDay, toIso, wallTime } from '../../time.view.ts';
import { columnsOf, pickedTime, pickerColumns, type PickerColumns } from '../tasks/postpone.view.ts';

const HOUR_MS = 3_600_000;
/** The hours in which customers may be written to; the server keeps the rest of the day quiet. */
const HOURS = { from: 9, until: 21 };
const USUAL_HOUR = 10;
/** In a smaller company a segment may well hold everybody. */
const EVERYBODY_FROM = 20;
const MOST_BYTES = 4000;

/** What one writes of a campaign. */
export interface DraftForm {
  title: string;
  /** Null for all customers; '' as long as none is chosen. */
  segmentId: string | null;
  /** '' as long as none is chosen. */
  offerId: string;
  text: string;
  /** In milliseconds. */
  sendAt: number;
  holdoutPercent: number;
  allCustomersReason: string;
}

/** The shares that may be held out. */
export const HOLDOUTS: readonly { code: string; name: string }[] = [
  { code: '0', name: '不留' },
  { code: '5', name: '5%' },
  { code: '10', name: '10%' },
  { code: '20', name: '20%' },
];

/** A draft before anything is written: tomorrow at ten, a tenth held out. */
export const newDraft = (segmentId: string | null, now: number): DraftForm => ({
  ...{ title: '', segmentId: segmentId ?? '', offerId: '', text: '' },
  sendAt: startOfDay(now, 1) + USUAL_HOUR * HOUR_MS,
  ...{ holdoutPercent: 10, allCustomersReason: '' },
});

/** A stored campaign as a form. */
export const draftOf = (preview: CampaignPreview): DraftForm => ({
  ...{ title: preview.title, segmentId: preview.segment.id, offerId: preview.offer.id, text: preview.text },
  ...{ sendAt: millis(preview.sendAt), holdoutPercent: preview.holdoutPercent },
  allCustomersReason: preview.allCustomersReason ?? '',
});

/** Whether a segment that has been counted holds everybody, so that a reason is asked for. */
export const isEverybody = (segmentId: string | null, counted: { matched: number; total: number } | null): boolean =>
  segmentId === null || (counted !== null && counted.total >= EVERYBODY_FROM && counted.matched === counted.total);

/** How many bytes a text takes in UTF-8, as WeCom counts. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (const sign of text) {
    const point = sign.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** What is wrong with the form, by field; empty where nothing is. */
export function draftFaults(
  form: DraftForm,
  { now, everybody }: { now: number; everybody: boolean },
): Partial<Record<keyof DraftForm, string>> {
  const { hour } = wallTime(form.sendAt);
  const text = form.text.trim();
  const faults: [keyof DraftForm, string | false][] = [
    ['title', form.title.trim() === '' && '活动要有名字。'],
    ['segmentId', form.segmentId === '' && '选一群客户，或者全部客户。'],
    ['offerId', form.offerId === '' && '选一份优惠。'],
    [
      'text',
      (text === '' && '发什么还没写。') ||
        (bytesOf(text) > MOST_BYTES && '文字太长了，最多 1300 字左右。') ||
        (/[{}]/.test(text) && '群发出去的是同一段话，不能用 { }。'),
    ],
    [
      'sendAt',
      (form.sendAt <= now && '这个时间已经过了。') ||
        ((hour < HOURS.from || hour >= HOURS.until) && '21:00 到次日 9:00 不打扰客户。'),
    ],
    ['allCustomersReason', everybody && form.allCustomersReason.trim() === '' && '为什么人人都发同一份，写一句。'],
  ];
  return Object.fromEntries(faults.filter(([, fault]) => fault !== false));
}

/** The form as the server takes it; for a form without faults. */
export const draftInput = (form: DraftForm, everybody: boolean) => ({
  ...{ title: form.title.trim(), segmentId: form.segmentId, offerId: form.offerId, text: form.text.trim() },
  ...{ sendAt: toIso(form.sendAt), holdoutPercent: form.holdoutPercent },
  allCustomersReason: everybody ? form.allCustomersReason.trim() || null : null,
});

/** The columns of the time picker: days from today on, the hours of the day, quarters. */
export function sendColumns(now: number): PickerColumns {
  const { days, hours, minutes } = pickerColumns(toIso(now));
  return { days, hours: hours.filter(({ value }) => value >= HOURS.from && value < HOURS.until), minutes };
}

/** The columns' values for an instant, as near to it as the picker comes. */
export function sendColumnsOf(at: number, now: number): number[] {
  const [day, hour, minute] = columnsOf(at);
  return [Math.max(day, startOfDay(now)), Math.min(Math.max(hour, HOURS.from), HOURS.until - 1), minute];
}

/** See `pickedTime`. */
export const sendPicked = pickedTime;

/** The offers that a campaign may make: open, not yet given away, still good when it goes out; what lowers no price first. */
export const offersToChoose = (offers: readonly OfferView[], sendAt: number): OfferView[] =>
  offers
    .filter(({ status, validUntil }) => status === 'open' && millis(validUntil) > sendAt)
    .filter(({ stock, issued }) => stock === null || issued < stock)
    .sort((a, b) => Number(a.priceOffer) - Number(b.priceOffer));

/** What the form says of whom it goes to. */
export function segmentWords(
  segmentId: string | null,
  segments: readonly SegmentView[] | null,
  counted: { matched: number; total: number } | null,
): string {
  if (segmentId === '') return '选一群客户';
  const name = segmentId === null ? '全部客户' : (segments?.find(({ id }) => id === segmentId)?.name ?? '…');
  return counted === null ? name : `${name}，${counted.matched} 人`;
}
