import { expect, it } from 'vitest';
import type { StuckView } from '../../../../../miniprogram/api/client.ts';
import {
  pausedLine,
  retriable,
  retryNote,
  stuckName,
  stuckWords,
} from '../../../../../miniprogram/pages/operations/stuck.view.ts';
import { at, NOW } from '../../views.ts';

const stuck: StuckView = {
  ...{ id: '1', kind: 'message', what: '聊天回复', whom: '周航', since: NOW, why: '连不上企业微信，试了很多次' },
  ...{ canRetry: true, mayHaveArrived: false },
};

it('names what it was and whom it concerns', () => {
  expect(stuckName(stuck)).toBe('聊天回复 · 周航');
  expect(stuckName({ ...stuck, what: '读取通讯录', whom: null })).toBe('读取通讯录');
});

it('tries all again but for what may have arrived and what is too late', () => {
  const items = [stuck, { ...stuck, id: '2', mayHaveArrived: true }, { ...stuck, id: '3', canRetry: false }];
  expect(retriable({ items, total: 3, paused: [], now: NOW })).toEqual(['1']);
  expect(items.map(retryNote)).toEqual([
    '再试会马上重新发。',
    '可能已经送到，再发一次对方可能收到两条。',
    '过了有效时间，不能再发了。',
  ]);
});

it('says when a paused channel is tried again', () => {
  const paused = { channel: 'chat' as const, name: '聊天消息', since: at(-1), triedAt: at(1), why: '', waiting: 3 };
  expect(pausedLine(paused, NOW)).toMatch(/起停了，3 条在等，\d+:\d\d 自动再试$/);
  expect(pausedLine({ ...paused, triedAt: at(-1), waiting: 0 }, NOW)).toMatch(/起停了，马上再试$/);
});

it('counts what an admin has to see to', () => {
  const paused = [{ channel: 'chat' as const, name: '', since: NOW, triedAt: NOW, why: '', waiting: 0 }];
  expect(stuckWords({ total: 3, paused })).toBe('1 个通道停着，3 件');
  expect(stuckWords({ total: 0, paused: [] })).toBeNull();
});
