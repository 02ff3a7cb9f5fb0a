import { z } from 'zod';
import { changeCard } from '../chat.ts';
import { departmentTree, gist, membersOf } from '../people.ts';
import { cardBody, menuOf, type CardBody } from './card-shapes.ts';
import { ApiError, check, defineEndpoint } from './endpoint.ts';
import { agentId, requireAgent } from './messages.ts';

const list = <T extends z.ZodType>(item: T, max: number, error: string) => z.array(item).max(max, error).default([]);

const updateInput = z
  .looseObject({
    userids: list(z.string(), 1000, '40032 too many users'),
    partyids: list(z.int(), 100, '82002 too many parties'),
    tagids: list(z.int(), 100, '82003 too many tags'),
    atall: z.literal([0, 1]).default(0),
    agentid: agentId,
    response_code: z.string('60140 response_code missing').min(1, '60140 response_code missing'),
    button: z.object({ replace_name: z.string().min(1) }).optional(),
  })
  .refine(
    ({ button, template_card: card }) => button !== undefined || card !== undefined,
    '40063 button and template_card both empty',
  );

/** `message/update_template_card` (wecom-api.md 3.2): once per response_code, within 72 hours, recipients as arrays. */
export const updateCard = defineEndpoint({
  method: 'POST',
  path: 'message/update_template_card',
  title: '更新卡片',
  empty: { invaliduser: [] },
  input: updateInput,
  run(world, input) {
    requireAgent(world, input.agentid);
    const code = world.records.responseCodes.get(input.response_code);
    if (!code || code.used || code.expiresAt <= world.clock.now().getTime())
      throw new ApiError(60140, 'invalid response_code');
    const sent = world.records.sent.get(code.msgid)?.items ?? [];
    const parties = input.partyids.flatMap((id) => departmentTree(world, id));
    const wanted = new Set(
      [...input.userids, ...membersOf(world, parties).map(({ userid }) => userid)].map((id) => id.toLowerCase()),
    );
    if (wanted.size === 0 && input.atall === 0) throw new ApiError(82001, 'userids, partyids and tagids all empty');
    const cards = sent.filter(({ userid }) => input.atall === 1 || wanted.has(userid.toLowerCase()));
    const invalid = input.userids.filter((id) => !sent.some(({ userid }) => userid.toLowerCase() === id.toLowerCase()));
    if (cards.length === 0) throw new ApiError(81013, 'user & party & tag all invalid');

    const change = input.button
      ? { replacedBy: input.button.replace_name }
      : { card: newCard(input['template_card']), replacedBy: null, pressed: [] };
    world.records.responseCodes.put(input.response_code, { ...code, used: true });
    cards.forEach(({ id }) => changeCard(world, id, change));
    const gistOf = input.button ? `按钮变成「${gist(input.button.replace_name)}」` : '换成新卡片';
    return { reply: { invaliduser: invalid.map((id) => id.toLowerCase()) }, summary: `更新卡片：${gistOf}` };
  },
});

/** A card that may stand in place of another: an interactive one, or a notice with a menu. */
function newCard(value: unknown): CardBody {
  const card = check(cardBody, value);
  if (!card.card_type.endsWith('_interaction') && menuOf(card).length === 0)
    throw new ApiError(42031, 'card_type cannot be updated');
  return card;
}
