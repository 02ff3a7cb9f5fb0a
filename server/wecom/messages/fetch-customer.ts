import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';
import { defineMessage } from '../../kernel/messages.ts';

const text = z.string().catch('');

const reply = z.object({
  external_contact: z.object({ external_userid: z.string(), name: text, corp_name: text, position: text }),
  follow_user: z
    .array(
      z.object({
        userid: z.string(),
        remark: text,
        description: text,
        createtime: z.number().catch(0),
        add_way: z.number().nullable().catch(null),
        state: text,
        remark_corp_name: text,
        remark_mobiles: z.array(z.string()).catch([]),
        tags: z.array(z.object({ group_name: text, tag_name: text, tag_id: text })).catch([]),
      }),
    )
    .catch([]),
});

/** A customer as WeCom tells him, with every member who has him as a contact. */
export interface FetchedCustomer {
  externalUserId: string;
  name: string;
  company: string | null;
  followers: FetchedFollower[];
}

/** One member's relation with a customer; `since` in seconds since 1970. */
export interface FetchedFollower {
  userId: string;
  remark: string | null;
  description: string | null;
  since: number;
  addWay: number | null;
  state: string | null;
  company: string | null;
  phone: string | null;
  /** The company's tags that the member put on him; a member's private ones have no id and stay his own. */
  tags: FetchedTag[];
}

/** A tag as WeCom tells it. */
export interface FetchedTag {
  wecomId: string;
  groupName: string;
  name: string;
}

/** WeCom has told who a customer is. */
export const customerFetched = defineEvent<FetchedCustomer>('wecom.customer-fetched');

/** Asks WeCom who a customer is (externalcontact/get, wecom-api 6); beyond 500 followers page by page. */
export const fetchCustomer = defineMessage({
  code: 'wecom.fetch-customer',
  payload: z.object({ externalUserId: z.string().min(1) }),
  example: { externalUserId: 'wmAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
  channel: 'customers',
  whenUnknown: 'again',
  lane: ({ externalUserId }) => `customer:${externalUserId}`.slice(0, 128),
  answered: customerFetched,
  async deliver({ wecom }, { externalUserId }): Promise<FetchedCustomer> {
    let cursor = '';
    let customer: FetchedCustomer | null = null;
    do {
      const page = await wecom.get('externalcontact/get', {
        external_userid: externalUserId,
        ...(cursor && { cursor }),
      });
      const { external_contact: contact, follow_user } = reply.parse(page);
      customer ??= { externalUserId, name: contact.name, company: contact.corp_name || null, followers: [] };
      customer.followers.push(...follow_user.map(presentFollower));
      cursor = text.parse(page['next_cursor']);
    } while (cursor);
    return customer;
  },
});

function presentFollower(follower: z.infer<typeof reply>['follow_user'][number]): FetchedFollower {
  return {
    userId: follower.userid,
    remark: follower.remark || null,
    description: follower.description || null,
    since: follower.createtime,
    addWay: follower.add_way,
    state: follower.state || null,
    company: follower.remark_corp_name || null,
    phone: follower.remark_mobiles[0] ?? null,
    tags: follower.tags
      .filter(({ tag_id: id }) => id !== '')
      .map(({ tag_id: wecomId, group_name: groupName, tag_name: name }) => ({ wecomId, groupName, name })),
  };
}
