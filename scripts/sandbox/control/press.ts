import { z } from 'zod';
import { callsBack, menuOf, type CardBody } from '../api/card-shapes.ts';
import { newResponseCode } from '../api/messages.ts';
import { changeCard, type CardRecord } from '../chat.ts';
import { tellCardEvent, type SelectedItem } from '../events.ts';
import { Refusal } from '../http.ts';
import { secretCode } from '../ids.ts';
import type { World } from '../world.ts';

/** Which button of which card: `id` is the chat item's. */
export const pressInput = z.object({
  id: z.string(),
  key: z.string(),
  /** Choices on a vote or a select card; what the card itself has chosen when left out. */
  selected: z
    .array(z.object({ questionKey: z.string(), optionIds: z.array(z.string()).max(20) }))
    .max(3)
    .optional(),
});

/** Presses a button, or an entry of the top-right menu, and tells the product. */
export function pressCard(world: World, userid: string, { id, key, selected }: z.infer<typeof pressInput>): void {
  const record = world.records.chat.get(id);
  if (record?.kind !== 'card' || record.userid.toLowerCase() !== userid.toLowerCase())
    throw new Refusal(404, '没有这张卡片');
  const inMenu = menuOf(record.card).find((entry) => entry.key === key);
  const button = inMenu ?? buttonOf(record.card, key);
  if (!button) throw new Refusal(404, '卡片上没有这个按钮');
  if (record.replacedBy !== null) throw new Refusal(409, '这张卡片已经处理过了');
  changeCard(world, id, { pressed: [...new Set([...record.pressed, key])] });
  tellCardEvent(world, userid, {
    event: inMenu ? 'template_card_menu_event' : 'template_card_event',
    key,
    text: button.text,
    card: record.card,
    responseCode: codeFor(world, record),
    selected: selected ?? chosen(record.card),
  });
}

const codeFor = (world: World, { msgid }: CardRecord): string =>
  msgid === null ? secretCode() : newResponseCode(world, msgid);

/** The button that calls back under this key. */
function buttonOf(card: CardBody, key: string): { text: string } | undefined {
  if (!callsBack(card)) return undefined;
  if (card.card_type === 'button_interaction')
    return card.button_list.find((button) => button.type === 0 && button.key === key);
  return 'submit_button' in card && card.submit_button.key === key ? card.submit_button : undefined;
}

/** What the card has chosen before the member touches it; a list without a choice takes its first option. */
function chosen(card: CardBody): SelectedItem[] {
  switch (card.card_type) {
    case 'vote_interaction': {
      const { question_key: questionKey, option_list: options } = card.checkbox;
      return [{ questionKey, optionIds: options.filter((option) => option.is_checked).map(({ id }) => id) }];
    }
    case 'multiple_interaction':
      return card.select_list.map(selectedOf);
    case 'button_interaction':
      return card.button_selection ? [selectedOf(card.button_selection)] : [];
    default:
      return [];
  }
}

const selectedOf = (list: {
  question_key: string;
  selected_id?: string | undefined;
  option_list: { id: string }[];
}): SelectedItem => ({
  questionKey: list.question_key,
  optionIds: [list.selected_id ?? list.option_list[0]?.id ?? ''],
});
