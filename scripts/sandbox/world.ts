import type { SandboxFaults } from './api.ts';
import type { Callbacks } from './callbacks.ts';
import type { VirtualClock } from './clock.ts';
import type { Live } from './live.ts';
import type { Luck } from './luck.ts';
import type { Records } from './records.ts';
import type { Store } from './store.ts';
import type { Traffic } from './traffic.ts';
import type { Wire } from './wire.ts';

/** Everything that calls and controls work on. */
export interface World {
  corp: { id: string; name: string };
  app: { agentId: number; name: string; secret: string };
  /** The page that the company shows its customers; null where it has none. */
  customerPage: string | null;
  /** Whether the app has a callback address, without which it may not send cards that call back. */
  hasCallback: boolean;
  clock: VirtualClock;
  store: Store;
  records: Records;
  wire: Wire;
  live: Live;
  callbacks: Callbacks;
  faults: SandboxFaults;
  luck: Luck;
  traffic: Traffic;
}
