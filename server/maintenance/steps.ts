import { defineStep, type Step } from './define-step.ts';

/** The plan that every won deal starts, in the order in which it falls due. */
export const steps: readonly Step[] = [
  defineStep({
    code: 'call-back',
    title: '成交回访',
    lane: 'service',
    ...{ days: 3, within: 7, hour: 10 },
    reaches: { stage: 'docking', from: ['won'] },
  }),
  defineStep({ code: 'invitation', title: '邀请参加活动', lane: 'sales', days: 21, within: 30, hour: 15 }),
  defineStep({
    code: 'use-check',
    title: '使用满一个月，问问用得怎么样',
    lane: 'service',
    ...{ days: 30, within: 37, hour: 10 },
    reaches: { stage: 'regular', from: ['won', 'docking'] },
  }),
  defineStep({ code: 'survey', title: '满意度调查', lane: 'service', days: 75, within: 90, hour: 15 }),
  defineStep({
    code: 'quarterly',
    title: '每季度联系',
    lane: 'sales',
    // Twelve weeks, so that holidays do not carry it beyond the quarter.
    ...{ days: 84, within: 92, hour: 10 },
    repeats: true,
  }),
];

/** The definition that a stored step follows; null for one that is no more. */
export const stepOf = (code: string): Step | null => steps.find((step) => step.code === code) ?? null;
