import { expect, it } from 'vitest';
import { troubleNotice } from '../../../../bot/cards/trouble-card.ts';
import { troubleKind } from '../../../../server/wecom/messages/chat-alert.ts';

const since = '2026-11-21T02:00:00.000Z';
const notice = (facts: Partial<Parameters<typeof troubleNotice>[0]> = {}) => ({
  ...{ kind: 'trouble' as const, state: 'begun' as const, trouble: 'outbox-dead' as const, subject: null, count: 3 },
  ...{ reason: null, since, at: '2026-11-21T02:30:00.000Z' },
  ...facts,
});

it.each(troubleKind.options)('puts %s so that a card can show it whole', (trouble) => {
  for (const state of ['begun', 'lasting'] as const) {
    const card = troubleNotice(notice({ trouble, state, subject: '早上的关怀提示', count: 12_345 }), 'https://crm/m/#');
    if (typeof card === 'string') throw new Error('expected a card');
    expect([...card.title].length).toBeLessThanOrEqual(36);
    expect([...(card.note ?? '')].length).toBeLessThanOrEqual(160);
    expect(card.buttons.at(-1)).toEqual({ text: '看状态', line: '状态' });
  }
});

it('leads to the page where there is one and people can open it', () => {
  const buttons = (pages: string | null) => (troubleNotice(notice(), pages) as { buttons: unknown[] }).buttons;
  expect(buttons('https://crm/m/#')[0]).toMatchObject({ url: 'https://crm/m/#/pages/operations/stuck' });
  expect(buttons(null)).toHaveLength(1);
});

it.each([
  ['2026-11-21T02:00:20.000Z', '1 分钟'],
  ['2026-11-21T03:40:00.000Z', '100 分钟'],
  ['2026-11-21T07:00:00.000Z', '5 小时'],
  ['2026-11-25T02:00:00.000Z', '4 天'],
])('says until %s how long it was: %s', (at, span) => {
  expect(troubleNotice(notice({ state: 'over', trouble: 'disk-low', at }), null)).toContain(`前后 ${span}。`);
});
