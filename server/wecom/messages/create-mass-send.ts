import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';
import { Undeliverable } from '../../kernel/errors.ts';
import { defineMessage, type Attempt } from '../../kernel/messages.ts';
import type { WecomPort } from '../../kernel/ports.ts';
import { WecomFault } from '../fault.ts';
import { readPages, readTasks } from './mass-pages.ts';

const payload = z.object({
  /** Our own id of it. */
  massSendId: z.string().min(1),
  sender: z.string().min(1),
  externalUserIds: z.array(z.string().min(1)).min(1).max(10_000),
  text: z.string().min(1),
  link: z.object({ title: z.string(), url: z.string(), description: z.string().optional() }).nullable(),
});

/** What WeCom made of a mass send: its name for it, or null where it refused; and who cannot get it. */
export interface CreatedMassSend {
  massSendId: string;
  msgid: string | null;
  unreachable: string[];
}

/** WeCom has taken a mass send or refused it for good. */
export const massSendCreated = defineEvent<CreatedMassSend>('wecom.mass-send-created');

const created = z.object({ msgid: z.string().min(1), fail_list: z.array(z.string()).catch([]) });

/** Puts a text before a member, who has to confirm it before his customers get it (externalcontact/add_msg_template, wecom-api 6.4). */
export const createMassSend = defineMessage({
  code: 'wecom.create-mass-send',
  payload,
  example: {
    massSendId: '01J000000000000000000MASS',
    sender: 'zhouhang',
    externalUserIds: ['wmAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    text: '生日快乐，愿您一切顺心。',
    link: null,
  },
  // One member's mass sends reach his chat in the order in which they were planned.
  channel: 'customers',
  whenUnknown: 'look-up',
  lane: ({ sender }) => `mass:${sender.toLowerCase()}`,
  answered: massSendCreated,
  async deliver({ wecom }, asked, attempt): Promise<CreatedMassSend> {
    const { massSendId, sender, externalUserIds, text, link } = asked;
    const known = attempt.again ? await findCreated(wecom, asked, attempt) : null;
    if (known) return { massSendId, ...known };
    if (attempt.expired) throw new Undeliverable('expired, and WeCom has none of the kind');
    try {
      const reply = await wecom.post('externalcontact/add_msg_template', {
        chat_type: 'single',
        external_userid: externalUserIds,
        sender,
        text: { content: text },
        ...(link && {
          attachments: [{ msgtype: 'link', link: { title: link.title, url: link.url, desc: link.description ?? '' } }],
        }),
      });
      const { msgid, fail_list: unreachable } = created.parse(reply);
      return { massSendId, msgid, unreachable };
    } catch (error) {
      // None of them can be written to, or the member is gone: an answer, not a message to be sent again by hand.
      if (error instanceof WecomFault && error.treatment === 'give-up') {
        return { massSendId, msgid: null, unreachable: externalUserIds };
      }
      throw error;
    }
  },
});

const listed = z.object({
  group_msg_list: z.array(
    z.object({
      msgid: z.string(),
      create_type: z.union([z.number(), z.string()]).transform(Number),
      text: z.object({ content: z.string().catch('') }).catch({ content: '' }),
    }),
  ),
});

/** How far WeCom's clock may stand from ours. */
const SKEW_SECONDS = 300;

/**
 * WeCom has no check for duplicates here, so an earlier try is looked for among what the corp created since:
 * the same words to the same member, and to none but the customers that were meant.
 */
async function findCreated(
  wecom: WecomPort,
  asked: z.infer<typeof payload>,
  { since, now }: Attempt,
): Promise<Pick<CreatedMassSend, 'msgid' | 'unreachable'> | null> {
  const seconds = (instant: Date) => Math.floor(instant.getTime() / 1000);
  const pages = await readPages(wecom, 'externalcontact/get_groupmsg_list_v2', {
    ...{ chat_type: 'single', filter_type: 0, limit: 100 },
    ...{ start_time: seconds(since) - SKEW_SECONDS, end_time: seconds(now) + SKEW_SECONDS },
  });
  const meant = new Set(asked.externalUserIds);
  for (const { msgid, text } of pages.flatMap((page) => listed.parse(page).group_msg_list)) {
    if (text.content !== asked.text) continue;
    const { results } = await readTasks(wecom, msgid, asked.sender);
    const got = new Set(results.map(({ externalUserId }) => externalUserId));
    if (got.size > 0 && [...got].every((id) => meant.has(id))) {
      return { msgid, unreachable: asked.externalUserIds.filter((id) => !got.has(id)) };
    }
  }
  return null;
}
