import type { DemoCalendar } from './calendar.ts';
import type { Contact, Trouble } from './journey.ts';
import type { Random } from './random.ts';

const SETTLED = [
  '电话里教了一遍，客户试过没问题',
  '上门换了配件，试了半小时正常',
  '寄了配件，客户自己装好了',
  '远程看了视频，处理好了',
  '上门处理，顺带做了清洗',
] as const;

const COMPLAINTS = [
  ['送来的豆子少了两公斤，催了两次才补', '当天补寄，另送一包，主管打了致歉电话'],
  ['约好的保养没人来，也没人打招呼', '改约次日上门，免了这次的上门费'],
  ['新到的这批豆子味道不对，客人退了三杯', '整批换新，查了批次，是烘焙偏深'],
  ['蒸汽棒修了两次还漏，早餐等着用', '换了整支蒸汽棒，试压一小时不漏'],
  ['发票开错抬头，拖了半个月', '当天重开，快递送到财务手上'],
] as const;

/** The ticket of a call for repair: opened with it, closed within two days. */
export function repairOf({ at, authorId, note }: Contact, random: Random): Trouble {
  const closedAt = new Date(at.getTime() + random.int(2, 46) * 3_600_000);
  return {
    ...{ kind: /^问/.test(note) ? 'question' : 'fault', subject: note, authorId, at },
    closed: { at: closedAt, solution: random.pick(SETTLED) },
  };
}

/** Places in the roster of those who once complained; the first of them was settled only days ago. */
const COMPLAINED = [11, 29, 54, 79, 104, 129, 41];

/** The complaint of the customer at a place of the roster, where he had one: of the first a few days ago, of the others long since. */
export function complaintOf(
  index: number,
  authorId: string,
  { past }: Pick<DemoCalendar, 'past'>,
  random: Random,
): Trouble | null {
  const at = COMPLAINED.indexOf(index);
  const told = COMPLAINTS[at % COMPLAINTS.length];
  if (at < 0 || !told) return null;
  const [subject, solution] = told;
  const ago = at === 0 ? 6 : random.int(25, 130);
  const closedAgo = ago - (at === 0 ? 3 : random.int(1, 4));
  return {
    ...{ kind: 'complaint', subject, authorId, at: past(ago, '11:30') },
    closed: { at: past(closedAgo, '16:20'), solution },
  };
}
