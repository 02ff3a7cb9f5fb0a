import { findChannel } from './channels.ts';
import type { Channel } from './channels.ts';
import { normalize } from './text.ts';
import { findTimes } from './times.ts';
import type { TimeMention, TimeOptions } from './times.ts';

/** What a member intends to do next, and when. */
export interface NextStep {
  /** The words without the time: 回访. */
  text: string;
  at: Date;
  /** The time as it was said; ask back when it has alternatives. */
  mention: TimeMention;
}

/** What a line about a contact says. */
export interface FollowupLine {
  channel: Channel;
  /** Everything that was said, but for a channel word that stands alone and a clause that is nothing but the next step. */
  note: string;
  nextStep: NextStep | null;
  /** How the customer took it, in the line's own words. */
  reaction: string | null;
  /** When the contact took place, where the line says so. */
  happenedAt: Date | null;
}

interface Clause {
  text: string;
  start: number;
  end: number;
}

/** A comma between digits groups them: 12,000. */
const SEPARATOR = /[，。；、;！？!?\s]|,(?!\d{3}(?!\d))/;
const EDGES = /^[，。；、;,！？!?\s]+|[，、；;,\s]+$/g;

/** Words with which a clause tells what the customer thinks. */
const REACTION =
  /觉得|认为|嫌|满意|犹豫|同意|考虑|感兴趣|没兴趣|拒绝|认可|顾虑|担心|表示|反馈|^.{0,6}说(?!明|法|服|好|到)/;

/** A clause that has happened already: 周三拜访了, 周三聊过; 过去 and 再 look ahead. */
const DONE = /了|过(?![去来年节])|已经|完成/;
const AHEAD = /再|准备|打算|计划|约/;

/** What may stand before the time in a clause that is nothing but a plan. */
const PLAN_LEAD =
  /^(?:我|我们|下一?步|下次|计划|准备|打算|约好?了?|约定|定在?了?|安排在?|提醒我?|记得|需要?|要|将|会|于|在|:|：)*$/;
const PLAN_TRAIL = /^(?:的时候|时|再|要|去|前|，|,|:|：)*$/;

/** Reads what a member typed after the customer's name. The note never loses words: what is not surely the next step stays in it. */
export function readFollowup(rest: string, now: Date, options: TimeOptions = {}): FollowupLine {
  const line = normalize(rest);
  const clauses = clausesOf(line);
  const times = findTimes(line, now, 'plan', options).map((mention) => ({
    mention,
    clause: clauseAround(clauses, mention),
  }));
  void times;
  return { channel: 'other', note: line, nextStep: null, reaction: null, happenedAt: null };
}
