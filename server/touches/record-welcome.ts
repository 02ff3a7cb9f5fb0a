import type { Ctx } from '../kernel/context.ts';
import type { Welcomed } from '../wecom/messages/send-welcome.ts';
import { recordTouch } from './record-touch.ts';

/** Enters a welcome in the ledger once WeCom has taken it. */
export const recordWelcome = (ctx: Ctx, { id, customerId, memberId }: Welcomed): Promise<void> =>
  recordTouch(ctx, {
    ...{ customerId, memberId, source: `welcome:${id}` },
    ...{ kind: 'welcome', automatic: true, value: false },
  });
