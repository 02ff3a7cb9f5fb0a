import { CHANNEL_NAMES, findChannel } from './channels.ts';
import type { Channel } from './channels.ts';
import { clausesOf, trimSeparators, without } from './clauses.ts';
import type { Clause } from './clauses.ts';
import { normalize } from './text.ts';
import { findTimes } from './times.ts';
import type { TimeMention, TimeOptions } from './times.ts';

/** What a member intends to do next, and when. */
export interface NextStep {
  /** The words without the time (回访); empty when only a time was said. */
  text: string;
  at: Date;
  /** The time as it was said; ask back when it has alternatives. Its offsets are those of the normalised line. */
  mention: TimeMention;
}

/** What a line about a contact says. */
export interface FollowupLine {
  channel: Channel;
  /** All that was said, but for a channel that stands alone and for a clause that is nothing but the next step; never empty for a line with words. */
  note: string;
  nextStep: NextStep | null;
  /** How the customer took it, in the line's own words. */
  reaction: string | null;
  /** When the contact took place, where the line begins with it. */
  happenedAt: Date | null;
}

/** Words with which a clause tells what the customer thinks. */
const REACTION =
  /觉得|认为|嫌|满意(?!度)|犹豫|同意|考虑|感兴趣|没兴趣|拒绝|认可|顾虑|担心|表示|^.{0,6}说(?![明法服好到])/;

/** After a time, what has happened already (周三拜访了, 周三聊过); 过去 and 再 look ahead. */
const DONE = /了|过(?![去来年节])|已经|完成/;
const AHEAD = /再|准备|打算|计划/;

/** What may stand before the time in a clause that is nothing but a plan. */
const PLAN =
  /^(?:我们?|下一?步|下次|计划|准备|打算|约好?了?|约定|定在?了?|安排在?|提醒我?|记得|需要?|要|将|会|于|在|[:：])*$/;

/** What a line may begin with before it says when the contact took place. */
const OPENING = /^(?:我|我们|[，。；、;,！？!?\s])*$/;

/** Clauses that only name the channel, which has a place of its own. */
const CHANNEL_ALONE = new Map<string, Channel>([
  ...Object.entries(CHANNEL_NAMES).map(([channel, name]): [string, Channel] => [name, channel as Channel]),
  ['打电话', 'phone'],
  ['打了电话', 'phone'],
]);

/** A time with the clause it begins in. */
interface Timed {
  mention: TimeMention;
  index: number;
  /** The words around the time: before it, and up to the end of the clause it ends in. */
  lead: string;
  trail: string;
  last: number;
}

/** Reads what a member typed after the customer's name. The note never loses words: what is not surely the next step stays in it. */
export function readFollowup(rest: string, now: Date, options: TimeOptions = {}): FollowupLine {
  const line = normalize(rest);
  const clauses = clausesOf(line);
  const times = timesIn(line, clauses, now, options);
  const ahead = times.filter((time) => !isDone(time, now));
  const step = nextStepOf(ahead, clauses, line);
  const channelAlone = clauses.slice(0, 2).find(({ text }) => CHANNEL_ALONE.has(text));
  const dropped = new Set([...(step?.clauses ?? []), ...(channelAlone ? [channelAlone] : [])]);
  const spoken = withoutPlans(line, ahead, clauses);
  const reactions = clauses.filter((clause) => !dropped.has(clause) && REACTION.test(clause.text));
  return {
    channel: CHANNEL_ALONE.get(channelAlone?.text ?? '') ?? findChannel(spoken)?.channel ?? 'other',
    note: without(line, clauses, dropped) || line,
    nextStep: step?.nextStep ?? null,
    reaction: reactions.map(({ text }) => text).join('，') || null,
    happenedAt: happenedAt(times, line, channelAlone, now, options),
  };
}

function timesIn(line: string, clauses: Clause[], now: Date, options: TimeOptions): Timed[] {
  let index = 0;
  let last = 0;
  return findTimes(line, now, 'plan', options).flatMap((mention) => {
    while ((clauses[index]?.end ?? Infinity) <= mention.start) index += 1;
    while ((clauses[last]?.end ?? Infinity) < mention.end) last += 1;
    const [clause, closing] = [clauses[index], clauses[last]];
    if (!clause || !closing) return [];
    const lead = line.slice(clause.start, mention.start);
    return [{ mention, index, last, lead, trail: line.slice(mention.end, closing.end) }];
  });
}

function isDone({ mention, trail }: Timed, now: Date): boolean {
  return mention.past || mention.at <= now || (DONE.test(trail) && !AHEAD.test(trail));
}

/** The next step, and the clauses that say nothing else. */
function nextStepOf(ahead: Timed[], clauses: Clause[], line: string): { nextStep: NextStep; clauses: Clause[] } | null {
  const plain = ahead.find((time) => PLAN.test(time.lead) && !REACTION.test(time.trail));
  const chosen = plain ?? ahead.find(({ lead, trail }) => !REACTION.test(lead + trail)) ?? ahead[0];
  if (!chosen) return null;
  const { mention, index, last, lead, trail } = chosen;
  const step = (text: string, used: Clause[]): { nextStep: NextStep; clauses: Clause[] } => ({
    nextStep: { text: trimSeparators(text), at: mention.at, mention },
    // A time that is asked back or comes again says more than one date: its words stay in the note.
    clauses: mention.ask || mention.repeats ? [] : used,
  });
  if (!plain) return step(trail || lead, []);
  const own = clauses.slice(index, last + 1);
  if (trail !== '') return step(trail, own);
  const beside = besideTime(chosen, ahead, clauses, line);
  return beside ? step(beside.text, [...own, beside]) : step(lead, []);
}

/** A time that is a clause of its own belongs to the words after it, or to those before a space: 下周三 回访, 回访 下周三. */
function besideTime({ index, last }: Timed, ahead: Timed[], clauses: Clause[], line: string): Clause | null {
  const free = (clause: Clause | undefined): clause is Clause =>
    clause !== undefined &&
    !REACTION.test(clause.text) &&
    !CHANNEL_ALONE.has(clause.text) &&
    !ahead.some((time) => clauses[time.index] === clause);
  const [before, own, after] = [clauses[index - 1], clauses[index], clauses[last + 1]];
  if (free(after) && (line[after.start - 1] === ' ' || last + 2 === clauses.length)) return after;
  return own && free(before) && line[own.start - 1] === ' ' ? before : null;
}

/** The time that the line begins with, when it lies in the past or what follows it is done. */
function happenedAt(
  times: Timed[],
  line: string,
  channelAlone: Clause | undefined,
  now: Date,
  options: TimeOptions,
): Date | null {
  const first = times[0];
  if (!first || !isDone(first, now)) return null;
  const lead = line.slice(0, first.mention.start).replace(channelAlone?.text ?? '', '');
  if (!OPENING.test(lead)) return null;
  const [told] = findTimes(line, now, 'log', options);
  return told && told.at <= now && told.alternatives.length === 0 ? told.at : null;
}

/** The line without what is still ahead: 下周三上门拜访 does not make today's contact a visit. */
function withoutPlans(line: string, ahead: Timed[], clauses: Clause[]): string {
  let end = 0;
  const told = ahead.map(({ mention, last }) => {
    const part = line.slice(end, Math.max(end, mention.start));
    end = clauses[last]?.end ?? line.length;
    return part;
  });
  return [...told, line.slice(end)].join(' ');
}
