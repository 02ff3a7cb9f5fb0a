import { Foundation0001 } from './0001-foundation.ts';
import { Deals0002 } from './0002-deals.ts';
import { Touches0003 } from './0003-touches.ts';
import { Segments0004 } from './0004-segments.ts';
import { Sessions0005 } from './0005-sessions.ts';
import { Care0006 } from './0006-care.ts';
import { Offers0007 } from './0007-offers.ts';
import { CampaignBatches0008 } from './0008-campaign-batches.ts';
import { CallbackOrder0009 } from './0009-callback-order.ts';
import { OutboxClaims0010 } from './0010-outbox-claims.ts';
import { Operations0012 } from './0012-operations.ts';

/** All migrations in their order; a published one is never changed. */
export const migrations = [
  Foundation0001,
  Deals0002,
  Touches0003,
  Segments0004,
  Sessions0005,
  Care0006,
  Offers0007,
  CampaignBatches0008,
  CallbackOrder0009,
  OutboxClaims0010,
  Operations0012,
];
