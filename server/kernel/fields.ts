import { z } from 'zod';

/** An id of ours as an input. */
export const idField = z.string().regex(/^[0-9A-Z]{26}$/, '编号不对，请重新打开页面');

/** An instant as an input: `2026-11-25T15:00:00+08:00`. */
export const instantField = z.iso
  .datetime({ offset: true, error: '时间要写成 2026-11-25T15:00:00+08:00 的样子' })
  .transform((text) => new Date(text));

/** Where a list goes on, as the page before it told. */
export const cursorField = z.string().min(1).max(200);

/** Money in whole fen. */
export const fenField = z.int();
