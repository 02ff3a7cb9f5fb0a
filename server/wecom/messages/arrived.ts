import type { Attempt } from '../../kernel/messages.ts';
import { WecomFault } from '../fault.ts';

/**
 * What WeCom answers to a second copy of what works once (wecom-api 12): a welcome code that has been used (41050),
 * a conversation that has begun (41051), a card whose task id is taken (42014).
 */
const ALREADY_THERE: readonly (number | null)[] = [41050, 41051, 42014];

/** Lets such an answer count as delivered where an earlier delivery may have arrived; passes on any other error. */
export const unlessThere =
  ({ again }: Attempt) =>
  (error: unknown): void => {
    if (!(again && error instanceof WecomFault && ALREADY_THERE.includes(error.errcode))) throw error;
  };
