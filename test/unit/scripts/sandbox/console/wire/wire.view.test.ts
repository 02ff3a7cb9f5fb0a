import { describe, expect, it } from 'vitest';
import type { WireEntry } from '../../../../../../scripts/sandbox/api.ts';
import { ahead, mergeWire, outcomeOf, wireDays } from '../../../../../../scripts/sandbox/console/wire/wire.view.ts';

const entry = (seq: number, more: Partial<WireEntry> = {}): WireEntry => ({
  seq,
  at: '2026-11-20T07:42:07.000Z',
  kind: 'call',
  name: 'message/send',
  summary: '发给周航：文本',
  ms: 4.4,
  status: null,
  errcode: 0,
  attempt: 1,
  request: '',
  response: '',
  ...more,
});
const seqs = (entries: WireEntry[]): number[] => entries.map(({ seq }) => seq);

describe('the record', () => {
  it('puts new lines on top, each once', () => {
    expect(seqs(mergeWire([entry(3), entry(2)], [entry(3), entry(4), entry(5)]))).toEqual([5, 4, 3, 2]);
  });

  it('forgets the oldest beyond its length', () => {
    expect(seqs(mergeWire([entry(3), entry(2), entry(1)], [entry(4)], 3))).toEqual([4, 3, 2]);
  });

  it('names every day but today', () => {
    const today = [entry(4), entry(3)];
    const wednesday = [entry(2, { at: '2026-11-18T07:31:00Z' })];
    expect(wireDays([...today, ...wednesday], Date.parse('2026-11-20T15:00:00Z'))).toEqual([
      { key: '2026-11-20', label: null, entries: today },
      { key: '2026-11-18', label: '11-18 周三', entries: wednesday },
    ]);
  });
});

describe('how a line ended', () => {
  it.each([
    ['a call that went well', entry(1), 'errcode 0', 'ok'],
    ['a call that WeCom refused', entry(1, { errcode: 45033 }), 'errcode 45033', 'warn'],
    ['a callback taken', entry(1, { kind: 'callback', errcode: null, status: 200 }), '4 ms', 'plain'],
    ['a callback refused', entry(1, { kind: 'callback', errcode: null, status: 500 }), 'HTTP 500', 'warn'],
    ['a callback without answer', entry(1, { kind: 'callback', errcode: null }), '没有回答', 'warn'],
    ['something internal', entry(1, { kind: 'internal', errcode: null }), '4 ms', 'plain'],
  ])('%s', (_what, line, text, tone) => {
    expect(outcomeOf(line)).toEqual({ text, tone });
  });
});

it('shows what lies ahead, soonest first', () => {
  const at = (hour: string) => ({ at: `2026-11-23T${hour}:00:00.000Z`, text: hour });
  expect(ahead([at('09'), at('01'), at('03')], Date.parse('2026-11-23T01:00:00Z')).map(({ text }) => text)).toEqual([
    '03',
    '09',
  ]);
});
