import { z } from 'zod';
import { defineMessage } from '../../kernel/messages.ts';

const button = z.object({ name: z.string().min(1), line: z.string().min(1) });

/** The app's menu: a press stands for a chat line. Names at most 16 bytes, keys 128 (wecom-api 3.3). */
export const menuSchema = z
  .array(z.union([button, z.object({ name: z.string().min(1), buttons: z.array(button).min(1).max(5) })]))
  .min(1)
  .max(3);

/** See `menuSchema`. */
export type Menu = z.infer<typeof menuSchema>;

/** Gives the app its menu, replacing the one before. */
export const createMenu = defineMessage({
  code: 'wecom.create-menu',
  payload: z.object({ agentId: z.number().int(), menu: menuSchema }),
  example: { agentId: 1000002, menu: [{ name: '待办', line: '待办' }] },
  channel: 'chat',
  whenUnknown: 'again',
  lane: () => 'menu',
  deliver: async ({ wecom }, { agentId, menu }) => {
    await wecom.post('menu/create', { button: menu.map(present) }, { agentid: String(agentId) });
  },
});

const click = ({ name, line }: z.infer<typeof button>) => ({ type: 'click', name, key: line });

const present = (entry: Menu[number]) =>
  'line' in entry ? click(entry) : { name: entry.name, sub_button: entry.buttons.map(click) };
