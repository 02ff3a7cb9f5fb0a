import { PuppetUnknownMemberError } from './errors.ts';
import type { WecomTransport } from './transport.ts';

/** What the puppet knows of a member; `userid` is spelled as it was asked for, because WeCom ignores its case. */
export interface Member {
  userid: string;
  name: string;
}

/** Finds a member by userid; null means that there is none. */
export type FindMember = (userid: string) => Promise<Member | null>;

/** Finds members by asking WeCom (`user/get`, wecom-api.md 5); an unknown userid is the transport's error. */
export const findMemberThrough =
  (transport: WecomTransport): FindMember =>
  async (userid) => {
    const { name } = await transport.get('user/get', { userid });
    return { userid, name: typeof name === 'string' ? name : '' };
  };

/** The members met so far: asks once for each one however many messages wait, and never hands out what became outdated meanwhile. */
export class Members {
  readonly #find: FindMember;
  readonly #met = new Set<string>();
  readonly #pending = new Map<string, Promise<Member>>();
  readonly #outdated = new Set<string>();

  constructor(find: FindMember) {
    this.#find = find;
  }

  /** The userids asked for so far. */
  get met(): string[] {
    return [...this.#met];
  }

  /** The member with this userid, nameless ones named by it; throws PuppetUnknownMemberError where there is none. */
  get(userid: string): Promise<Member> {
    const pending = this.#pending.get(userid);
    if (pending) return pending;

    const loading = this.#load(userid).finally(() => this.#pending.delete(userid));
    this.#pending.set(userid, loading);
    return loading;
  }

  /** Says that a member changed: an answer already on its way is asked for again. Returns whether anyone has asked for the member. */
  markOutdated(userid: string): boolean {
    if (this.#pending.has(userid)) this.#outdated.add(userid);
    return this.#met.has(userid);
  }

  async #load(userid: string): Promise<Member> {
    this.#met.add(userid);
    let member: Member | null;
    do {
      this.#outdated.delete(userid);
      member = await this.#find(userid);
    } while (this.#outdated.has(userid));

    if (!member) throw new PuppetUnknownMemberError(userid);
    // Wechaty takes a contact without a name for one not loaded yet, and would load it again for each message.
    return { userid, name: member.name || userid };
  }
}
