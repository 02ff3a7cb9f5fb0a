import { describe, expect, it } from 'vitest';
import {
  comingCard,
  comingNote,
  dayCounts,
  dayRibbon,
  quietWords,
  restWords,
  silenceAlert,
  taskLine,
  withCare,
} from '../../../../../miniprogram/pages/tasks/today.view.ts';
import { at, customerName, NOW, rhythm, task, today } from '../../views.ts';

describe('the day ribbon', () => {
  it('runs from an hour before one may write to the next quiet time', () => {
    const { open, hours, dots } = dayRibbon(
      today({
        ribbon: [
          { at: at(0, '09:00'), kind: 'task' },
          { at: at(0, '21:00'), kind: 'care' },
        ],
      }),
    );
    expect(dots.map((dot) => dot.at)).toEqual([open, 100]);
    expect(hours.map(({ name }) => name)).toEqual(['9:00', '12:00', '15:00', '18:00', '21:00']);
  });

  it('keeps what lies outside at its edges', () => {
    const { dots } = dayRibbon(
      today({
        ribbon: [
          { at: at(0, '06:00'), kind: 'task' },
          { at: at(0, '23:00'), kind: 'task' },
        ],
      }),
    );
    expect(dots.map((dot) => dot.at)).toEqual([0, 100]);
  });

  it('shows where now is', () => {
    const { now, open } = dayRibbon(today());
    expect(now).toBeGreaterThan(open);
    expect(dayRibbon(today({ now: at(0, '15:00') })).now).toBeGreaterThan(now);
  });

  it.each([
    ['09:12', '勿扰 21:00 – 09:00 已过'],
    ['14:00', '21:00 起勿扰'],
    ['08:30', '勿扰中，到 09:00'],
    ['22:00', '勿扰中，到 09:00'],
  ])('at %s says %s', (clock, said) => {
    expect(quietWords(today({ now: at(0, clock) }))).toBe(said);
  });

  it('counts what is overdue with what is due today, and care apart', () => {
    const counts = dayCounts(
      today({
        counts: { overdue: 2, today: 5, later: 9 },
        ribbon: [
          { at: at(0), kind: 'care' },
          { at: at(0), kind: 'task' },
        ],
      }),
    );
    expect(counts).toEqual({ tasks: 7, care: 1 });
  });
});

describe('a task in the list', () => {
  it('says how many days it is overdue instead of a day', () => {
    const line = taskLine(task({ dueAt: at(-3, '09:40'), overdueDays: 3 }), NOW);
    expect(line).toMatchObject({ time: '9:40', when: '逾期 3 天', late: true });
  });

  it.each([
    [at(0, '10:00'), '48 分后', false],
    [at(0, '14:00'), '今天', false],
    [at(0, '09:00'), '晚了 12 分', true],
    [at(1), '明天', false],
    [at(9), '12月2日', false],
  ])('due at %s is %s', (dueAt, when, late) => {
    expect(taskLine(task({ dueAt }), NOW)).toMatchObject({ when, late });
  });

  it('does not say again what the time and the rhythm line say', () => {
    const reasons = [
      { kind: 'overdue' as const, text: '逾期 3 天' },
      { kind: 'silence' as const, text: '超窗 12 天' },
      { kind: 'last' as const, text: '上次电话：答应补偿' },
    ];
    expect(taskLine(task({ reasons }), NOW).reason).toBe('上次电话：答应补偿');
  });

  it('is never without a reason where there is one', () => {
    const reasons = [{ kind: 'overdue' as const, text: '逾期 3 天' }];
    expect(taskLine(task({ reasons }), NOW).reason).toBe('逾期 3 天');
  });

  it('offers the way in which he was contacted last', () => {
    expect(taskLine(task({ channel: 'wechat' }), NOW)).toMatchObject({
      icon: 'message-circle',
      act: '微信联系何佳怡，记一笔',
    });
    expect(taskLine(task({ channel: null }), NOW).icon).toBe('phone');
  });

  it('about nobody is something to tick off', () => {
    expect(taskLine(task({ customer: null, rhythm: null, title: '交周报' }), NOW)).toMatchObject({
      icon: 'check',
      act: '处理：交周报',
    });
  });
});

describe('the alert on top', () => {
  const silent = {
    customer: customerName({ name: '陈志远', company: '海棠酒店集团' }),
    rhythm: rhythm({ silentDays: 47, usualDays: 21 }),
    text: '',
    lastNote: '在比价',
  };

  it('names who has been left alone for longest, and what was said last', () => {
    expect(silenceAlert(today({ silent: [silent], silentCount: 1 }))).toMatchObject({
      title: '陈志远 沉默 47 天，平常 21 天一次',
      text: '海棠酒店集团，在比价',
    });
  });

  it('says how many more there are', () => {
    expect(silenceAlert(today({ silent: [silent], silentCount: 4 }))?.text).toBe('海棠酒店集团，还有 3 位也超窗了');
  });

  it('is not there when nobody was', () => {
    expect(silenceAlert(today())).toBeNull();
  });
});

describe('a day without tasks', () => {
  it('looks ahead to the next one', () => {
    expect(
      restWords(today({ later: [task({ dueAt: at(1, '09:00') })], counts: { overdue: 0, today: 0, later: 4 } })),
    ).toBe('明天 9:00 有下一件，后面一共排了 4 件。');
  });

  it('says how to plan one where nothing is planned', () => {
    expect(restWords(today())).toContain('写上下一步');
  });
});

describe('birthdays and anniversaries', () => {
  const coming = { customer: customerName({ name: '孙丽' }), kind: 'birthday', day: '2026-11-26', inDays: 3 } as const;

  it('wishes today, and names a coming day by its weekday and its lunar date', () => {
    expect(comingCard({ ...coming, inDays: 0, lunar: '农历十月十五', years: null })).toMatchObject({
      ...{ when: '今天生日', what: '', now: true },
    });
    expect(comingCard({ ...coming, lunar: '农历十月十八', years: null })).toMatchObject({
      ...{ when: '周四 · 农历十月十八', what: '生日', now: false },
    });
    expect(comingCard({ ...coming, kind: 'anniversary', inDays: 0, lunar: '农历十月十五', years: 3 })).toMatchObject({
      ...{ when: '今天 · 农历十月十五', what: '合作满 3 年', now: false },
    });
  });

  it('says how many are not shown', () => {
    const one = { ...coming, lunar: '', years: null };
    expect(comingNote({ marks: [], coming: [], comingCount: 0 })).toContain('没有客户过生日');
    expect(comingNote({ marks: [], coming: [one], comingCount: 1 })).toBe('');
    expect(comingNote({ marks: [], coming: [one], comingCount: 3 })).toContain('还有 2 位');
  });

  it('puts greetings into the ribbon beside tasks', () => {
    const care = { marks: [at(0, '10:30')], coming: [], comingCount: 0 };
    const day = withCare(today({ counts: { overdue: 0, today: 1, later: 0 } }), care);
    expect(dayCounts(day)).toEqual({ tasks: 1, care: 1 });
    expect(dayCounts(withCare(today(), null)).care).toBe(0);
  });
});
