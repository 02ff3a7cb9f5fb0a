/**
 * The sandbox's control interface: what its console and tests see and do.
 * It stands for people's thumbs and WeCom's admin console; the product never calls it, it only speaks `/cgi-bin/*`.
 * All paths are under `/_sandbox`, bodies are JSON, instants ISO 8601 in UTC, refusals `{ error: string }` (Chinese) with 4xx.
 */

/** What `GET /_sandbox/state` answers. */
export interface SandboxState {
  corp: { id: string; name: string };
  /** The page that the company shows its customers; null where it has none. */
  customerPage: string | null;
  app: { agentId: number; name: string; menu: MenuButton[] };
  clock: SandboxClock;
  members: SandboxMember[];
  /** Newest friendship first. */
  customers: SandboxCustomer[];
  /** Sequence number of the newest wire entry. */
  wireSeq: number;
}

/** The virtual clock; it never goes back. `running` clocks pass with real time between jumps. */
export interface SandboxClock {
  now: string;
  running: boolean;
}

/** A member of the stand-in company. */
export interface SandboxMember {
  userid: string;
  name: string;
  position: string;
  department: string;
  isLeader: boolean;
  /** App messages that this member has not looked at yet. */
  unread: number;
}

/** A person with WeChat; a customer once a member is his contact. */
export interface SandboxCustomer {
  externalUserId: string;
  name: string;
  corpName: string | null;
  /** Members who have him as a contact now. */
  contacts: { userid: string; memberName: string; remark: string; since: string; half: boolean }[];
  unread: number;
}

/** An app menu button as the product created it through `menu/create`. */
export interface MenuButton {
  name: string;
  type?: 'click' | 'view';
  key?: string;
  url?: string;
  children?: MenuButton[];
}

/** One thing in a member's chat with the app, oldest first: `GET /_sandbox/members/:userid/chat`. */
export type ChatItem =
  | { id: string; at: string; from: 'member' | 'app'; kind: 'text'; text: string; recalled?: boolean }
  | { id: string; at: string; from: 'app'; kind: 'markdown'; text: string }
  | {
      id: string;
      at: string;
      from: 'app';
      kind: 'textcard';
      title: string;
      description: string;
      url: string;
      button: string;
    }
  | { id: string; at: string; from: 'app'; kind: 'card'; card: SandboxCard }
  | { id: string; at: string; from: 'app'; kind: 'mass'; mass: SandboxMass };

/** A mass send that this member has to confirm, or a reminder of it; nothing is sent before he does. */
export interface SandboxMass {
  text: string;
  attachments: CustomerChatItem['attachments'];
  /** The first few of his recipients by name, and how many there are. */
  names: string[];
  count: number;
  reminder: boolean;
  state: 'waiting' | 'sent' | 'cancelled';
  /** Counts of his recipients once it was sent. */
  result: { sent: number; notFriends: number; overCap: number; skipped: number } | null;
}

/** A template card as the member sees it. */
export interface SandboxCard {
  cardType: string;
  source: string | null;
  sourceColor: number;
  title: string;
  titleDescription: string;
  emphasis: { title: string; description: string } | null;
  subTitle: string;
  quote: { title: string; text: string } | null;
  rows: { name: string; value: string; url: string | null }[];
  buttons: { key: string; text: string; style: number; url: string | null }[];
  /** Set once the card was updated through `update_template_card` with a replaced button. */
  replacedBy: string | null;
  /** Keys that this member pressed already. */
  pressed: string[];
}

/** One thing on a customer's phone, oldest first: `GET /_sandbox/customers/:externalUserId/chats/:userid`. */
export interface CustomerChatItem {
  id: string;
  at: string;
  from: 'customer' | 'member' | 'notice';
  /** `welcome` and `mass` came through the API in the member's name. */
  origin: 'typed' | 'welcome' | 'mass' | 'notice';
  text: string;
  attachments: { kind: string; title: string; url: string | null }[];
}

/** One line of the wire record, `GET /_sandbox/wire?after=SEQ&limit=N` (newest last). */
export interface WireEntry {
  seq: number;
  at: string;
  /** `callback`: WeCom to the product; `call`: the product to WeCom; `internal`: told by the launcher. */
  kind: 'callback' | 'call' | 'internal';
  /** Endpoint path without `/cgi-bin/`, or MsgType / Event / ChangeType of a callback. */
  name: string;
  /** One Chinese line for people. */
  summary: string;
  /** Milliseconds until the answer. */
  ms: number;
  /** HTTP status of a callback's answer, null when none came in time; of a call only where a fault replaced its answer. */
  status: number | null;
  /** `errcode` of a call. */
  errcode: number | null;
  attempt: number;
  /** Decrypted request, secrets and tokens replaced by `***`. */
  request: string;
  response: string;
}

/** What the launcher knows of the product's near future, `GET /_sandbox/upcoming`; empty when nobody told. */
export interface UpcomingItem {
  at: string;
  text: string;
}

/**
 * What the company's admin sets, and what this WeCom takes for true where the documentation is silent or says two things
 * (README.md): `GET|PUT /_sandbox/settings`; what is left out of a PUT stays as it is, and all of it outlives a restart.
 */
export interface SandboxSettings {
  /** Mass messages that one customer may receive: as many a month as it has days (`month`), 7 a week, 1 a day, or 4 a month as until 2022. */
  massPolicy: MassPolicy;
  /** Whether a mass send goes to the `named` sender, or to him only where he is the one who chatted last. */
  massSender: 'named' | 'last-chatted';
  /** What a week of the weekly cap is. */
  weekStart: 'monday' | 'sunday' | 'last-7-days';
  /** The largest image, in MB, and how many corp tags there may be. */
  imageMb: 5 | 10;
  corpTags: 3000 | 10_000;
  /** Bytes of a menu name inside a sub-menu. */
  subMenuNameBytes: 16 | 40 | 60;
  /** Whether a retry of a callback repeats signature, timestamp and nonce. */
  retrySignature: 'new' | 'same';
  /** What is a duplicate: the same content, or the same JSON to the byte, the switch of the check included; and with which msgid it is answered. */
  duplicateCheck: 'content' | 'json';
  duplicateMsgid: 'first' | 'new';
  /** What becomes of markdown over 2048 bytes. */
  longMarkdown: 'refused' | 'cut';
  /** Hours in which a response_code works. */
  responseCodeHours: 24 | 72;
  /** What a welcome code answers that was used, and a mini-program code. */
  usedWelcomeCode: 41_050 | 41_051;
  usedMiniCode: 40_029 | 42_022;
  /** What `expires_in` tells when the token is asked for again: the seconds that are left, or 7200. */
  tokenLife: 'rest' | 'whole';
  /** Another app of the company welcomes each new customer too and is faster: 41096 for two seconds, then 41051. */
  otherAppWelcomes: boolean;
  /** Calls of one API: a minute, an hour (over it 45009 for as long), and at once (45033; not published, null for any number). */
  callsPerMinute: number;
  callsPerHour: number;
  callsAtOnce: number | null;
  /** The corp's account limit: 200 times as many messages may the app send a day, counted by person. */
  accounts: number;
  /** Calls with a wrong secret in an hour after which the address is blocked for an hour (45009; unconfirmed). */
  wrongSecrets: number;
  /** Addresses or networks (CIDR) that may call, null for all: others get 60020; for `gettoken` too where that is said. */
  trustedIps: string[] | null;
  tokenNeedsTrustedIp: boolean;
  /** Whether the app may call the customer interfaces at all (48002). */
  customerContact: boolean;
  /** Userids outside the app's visible range (60011), and userids without the right to customer contact (84074). */
  invisible: string[];
  withoutCustomers: string[];
}

/** The caps on mass messages that WeCom has or had (wecom-api.md 6.4). */
export type MassPolicy = 'month' | 'week' | 'day' | 'month-4';

/**
 * The other calls:
 * - `GET  /_sandbox/events`                                          server-sent events, `data: {"changed":["chat:USERID","customer:ID","wire","clock","state"]}`
 * - `POST /_sandbox/members/:userid/messages` `{ text }`             the member says a line to the app
 * - `POST /_sandbox/members/:userid/press` `{ id, key }`             presses a card's button (id of the chat item)
 * - `POST /_sandbox/members/:userid/menu` `{ key }`                  presses a menu button
 * - `POST /_sandbox/members/:userid/open`                            opens the app (enter_agent)
 * - `POST /_sandbox/members/:userid/read`                            has seen all that is there
 * - `POST /_sandbox/members/:userid/subscribe`                       gains the app
 * - `POST /_sandbox/members/:userid/unsubscribe`                     loses the app
 * - `POST /_sandbox/members/:userid/mass/:id/confirm` `{ skip? }`    sends a mass message (id of the chat item); `skip` leaves customers out where that is allowed; answers the counts
 * - `POST /_sandbox/members/:userid/mass` `{ text, customers }`      makes and sends a mass message of his own, which counts against the cap too; answers the counts
 * - `POST /_sandbox/members/:userid/login`                           `wx.qy.login` in the mini-program; answers `{ code }`
 * - `POST /_sandbox/members` `{ userid, name, position?, department }`    somebody joins the company (create_user); `department` are ids
 * - `POST /_sandbox/members/:userid/profile` `{ name?, position?, department? }`   only another department is called back (update_user)
 * - `DELETE /_sandbox/members/:userid`                               leaves the company (delete_user); his friendships end
 * - `GET  /_sandbox/open?as=ID&to=ADDRESS`                           a link pressed on the phone of that member or customer: redirects there, and the log-in page knows who it is
 * - `POST /_sandbox/customers` `{ name, corpName? }`                 somebody with WeChat walks in; answers `{ externalUserId }`
 * - `POST /_sandbox/customers/:id/contacts` `{ userid, half?, state? }`   scans that member's code
 * - `POST /_sandbox/customers/:id/messages` `{ userid, text }`       writes to the member
 * - `POST /_sandbox/customers/:id/read` `{ userid }`
 * - `DELETE /_sandbox/customers/:id/contacts/:userid`                the customer deletes the member (del_follow_user)
 * - `POST /_sandbox/members/:userid/contacts/:id/messages` `{ text }`     the member writes to the customer by hand
 * - `POST /_sandbox/members/:userid/contacts/:id/remark` `{ remark }`     edits the remark (edit_external_contact)
 * - `DELETE /_sandbox/members/:userid/contacts/:id`                  the member deletes the customer (del_external_contact)
 * - `POST /_sandbox/clock` `{ hours? , days?, to? }`                 moves the clock forward, never back; answers SandboxClock when all that was due has happened
 * - `DELETE /_sandbox/wire`                                          clears the record
 * - `GET|PUT /_sandbox/faults` `SandboxFaults`                       what goes wrong on purpose
 */
export interface SandboxFaults {
  /** Next calls of an endpoint (path without `/cgi-bin/`) fail with this errcode, `count` times. */
  errors: { path: string; errcode: number; count: number }[];
  /** Decides, with the number of the call or callback, what goes wrong by chance; a PUT begins to count anew. */
  seed: number;
  /** What befalls a share of the calls and of the callbacks. */
  calls: CallFault[];
  callbacks: CallbackFault[];
  /** All callbacks are sent twice, and whether a retry repeats the same signature. */
  duplicateCallbacks: boolean;
  retryWithSameSignature: boolean;
  dropCallbacks: boolean;
  /** Callbacks of one member that wait together go out newest first. */
  reorderCallbacks: boolean;
  /** Milliseconds added before every API answer. */
  delayMs: number;
  /** The present token dies at once. */
  expireToken: boolean;
  /** Every call is refused with 60020. */
  refuseIp: boolean;
  /** As the setting `duplicateCheck: 'json'`, for as long as faults last. */
  strictDuplicateCheck: boolean;
}

/**
 * A share of the calls to one endpoint, or to all that need a token (`*`), goes wrong:
 * an errcode of the list and nothing is done; the connection is reset, or a proxy answers 502 or 504, before or after the work was done;
 * the answer comes late (`delay`) or in drops (`drip`), exponentially distributed; the token dies before the call.
 */
export type CallFault = { path: string; percent: number } & (
  | { does: 'errcode'; errcodes: number[] }
  | { does: 'reset' | 'bad-gateway' | 'gateway-timeout'; work: 'undone' | 'done' }
  | { does: 'delay' | 'drip'; meanMs: number }
  | { does: 'lose-token' }
);

/** A share of the callbacks is lost, sent twice at once, overtaken by the next one of its member, late, or tried again although the product answered. */
export type CallbackFault = { percent: number } & (
  | { does: 'drop' | 'duplicate' | 'overtake' }
  | { does: 'delay'; meanMs: number }
  | { does: 'retry'; signature: 'same' | 'new' }
);
