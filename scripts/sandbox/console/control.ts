import type { ChatItem, CustomerChatItem, SandboxClock, SandboxState, UpcomingItem, WireEntry } from '../api.ts';

/** A request that did not succeed; `sentence` is Chinese and says what to do. */
export class Refusal extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
    this.name = 'Refusal';
  }
}

/** The sandbox's control interface as the console calls it; every call rejects with a `Refusal`. */
export type Control = ReturnType<typeof createControl>;

const PATIENCE_MS = 20_000;
const UNREACHABLE = '连不上沙盒。看看它还在不在运行，再试一次。';
const TOO_SLOW = '沙盒太久没有回答。再试一次。';

const path = (...parts: string[]): string => parts.map(encodeURIComponent).join('/');

/** Speaks the control interface of `scripts/sandbox/api.ts` under `base`. */
export function createControl(base: string, fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis)) {
  async function call<T>(method: string, to: string, body?: object, patience: number | null = PATIENCE_MS): Promise<T> {
    const response = await fetch(`${base}/${to}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      ...(patience !== null && { signal: AbortSignal.timeout(patience) }),
    }).catch((failure: unknown) => {
      throw new Refusal(failure instanceof Error && failure.name === 'TimeoutError' ? TOO_SLOW : UNREACHABLE);
    });
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) throw new Refusal(sentenceIn(answer) ?? `没有成功（${response.status}）。再试一次。`);
    return answer as T;
  }

  const get = <T>(to: string) => call<T>('GET', to);
  const post = (to: string, body: object = {}) => call<unknown>('POST', to, body);

  return {
    events: `${base}/events`,
    /** The address that opens another one on the phone of this member or customer. */
    openAs: (id: string, to: string) => `${base}/open?${new URLSearchParams({ as: id, to }).toString()}`,
    state: () => get<SandboxState>('state'),
    chat: (userid: string) => get<ChatItem[]>(path('members', userid, 'chat')),
    talk: (customer: string, userid: string) => get<CustomerChatItem[]>(path('customers', customer, 'chats', userid)),
    wire: (after: number, limit: number) => get<WireEntry[]>(`wire?after=${after}&limit=${limit}`),
    upcoming: () => get<UpcomingItem[]>('upcoming'),

    say: (userid: string, text: string) => post(path('members', userid, 'messages'), { text }),
    press: (userid: string, id: string, key: string) => post(path('members', userid, 'press'), { id, key }),
    pressMenu: (userid: string, key: string) => post(path('members', userid, 'menu'), { key }),
    openApp: (userid: string) => post(path('members', userid, 'open')),
    subscribe: (userid: string) => post(path('members', userid, 'subscribe')),
    confirmMass: (userid: string, id: string) => post(path('members', userid, 'mass', id, 'confirm')),
    readChat: (userid: string) => post(path('members', userid, 'read')),

    createCustomer: (name: string, corpName: string) =>
      call<{ externalUserId: string }>('POST', 'customers', corpName ? { name, corpName } : { name }),
    addContact: (customer: string, userid: string, half = false) =>
      post(path('customers', customer, 'contacts'), half ? { userid, half } : { userid }),
    writeToMember: (customer: string, userid: string, text: string) =>
      post(path('customers', customer, 'messages'), { userid, text }),
    readTalk: (customer: string, userid: string) => post(path('customers', customer, 'read'), { userid }),
    deleteMember: (customer: string, userid: string) =>
      call<unknown>('DELETE', path('customers', customer, 'contacts', userid)),

    writeToCustomer: (userid: string, customer: string, text: string) =>
      post(path('members', userid, 'contacts', customer, 'messages'), { text }),
    editRemark: (userid: string, customer: string, remark: string) =>
      post(path('members', userid, 'contacts', customer, 'remark'), { remark }),
    deleteCustomer: (userid: string, customer: string) =>
      call<unknown>('DELETE', path('members', userid, 'contacts', customer)),

    // A jump answers only after all that was due has happened, and a year holds a lot.
    moveClock: (by: { hours?: number; days?: number; to?: string }) => call<SandboxClock>('POST', 'clock', by, null),
    clearWire: () => call<unknown>('DELETE', 'wire'),
  };
}

/** The sentence to show for whatever was thrown. */
export const sentenceOf = (failure: unknown): string =>
  failure instanceof Refusal ? failure.sentence : '页面出了点问题。刷新一下再试。';

function sentenceIn(answer: unknown): string | null {
  const said = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null;
  return typeof said === 'string' && said ? said : null;
}
