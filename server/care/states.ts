import type { CareItem } from '../../entities/care.ts';
import { exactTime } from '../kernel/dates.ts';

/** What is planned for a birthday, as its owner reads it in the morning. */
export function plannedWords(item: CareItem | undefined): string {
  if (!item) return '没有安排祝福';
  if (item.detail) return `没有安排：${withoutStop(item.detail)}`;
  return `${clockOf(item.at)} 发祝福`;
}

/** How a greeting stands now, as lists show it. */
export function stateWords({ status, detail, at }: CareItem, memberName: string): string {
  switch (status) {
    case 'planned':
      return `${clockOf(at)} 发给${memberName}确认`;
    case 'waiting':
      return `等${memberName}确认`;
    case 'sent':
      return `${clockOf(at)} 已送到`;
    case 'held':
    case 'failed':
    case 'dropped':
      return `没发：${withoutStop(detail ?? '')}`;
  }
}

const withoutStop = (sentence: string): string => sentence.replace(/。$/, '');

const clockOf = (at: Date): string => exactTime(at).slice(-5);
