import { z } from 'zod';
import type { MenuButton } from '../api.ts';
import { readSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { ApiError, defineEndpoint, requiredText } from './endpoint.ts';
import { requireAgent } from './messages.ts';

// wecom-api.md 3.3.
const NAME_BYTES = 16;
/** Copies differ about the length of a name inside a sub-menu: there is a setting up to this. */
const SUB_NAME_BYTES = 60;
const KEY_BYTES = 128;
const URL_BYTES = 1024;

const CALLING_BACK = [
  'click',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
];

interface ButtonErrors {
  name: string;
  type: string;
  key: string;
  url: string;
}

const TOP: ButtonErrors = {
  name: '40018 button.name exceed max length 16',
  type: '40017 invalid button type',
  key: '40019 invalid button key size',
  url: '40020 invalid button url size',
};
const SUB: ButtonErrors = {
  name: '40025 invalid sub button name size',
  type: '40024 invalid sub button type',
  key: '40026 invalid sub button key size',
  url: '40027 invalid sub button url size',
};

const leaf = (nameBytes: number, errors: ButtonErrors) =>
  z
    .object({
      type: z.literal([...CALLING_BACK, 'view', 'view_miniprogram'], errors.type),
      name: requiredText(errors.name, nameBytes),
      key: requiredText(errors.key, KEY_BYTES).optional(),
      url: requiredText(errors.url, URL_BYTES).optional(),
      pagepath: z.string().optional(),
      appid: z.string().optional(),
      sub_button: z.never('40022 invalid sub menu level').optional(),
    })
    .superRefine(({ type, key, url, appid, pagepath }, context) => {
      const refuse = (message: string): void => context.addIssue({ code: 'custom', message });
      if (CALLING_BACK.includes(type) && !key) refuse(errors.key);
      if (type === 'view' && !url) refuse(errors.url);
      if (type === 'view_miniprogram' && !(appid && pagepath)) refuse('40058 appid and pagepath missing');
    });

const folder = z.object({
  name: requiredText(TOP.name, NAME_BYTES),
  sub_button: z
    .array(leaf(SUB_NAME_BYTES, SUB), '40023 invalid sub button size')
    .min(1, '40023 invalid sub button size')
    .max(5, '40023 invalid sub button size'),
});

/** A menu button: one that does something, or one that opens up to five others. */
const button = z.unknown().transform((value, context) => {
  const holds =
    typeof value === 'object' &&
    value !== null &&
    'sub_button' in value &&
    Array.isArray(value.sub_button) &&
    value.sub_button.length > 0;
  const result = (holds ? folder : leaf(NAME_BYTES, TOP)).safeParse(holds ? value : withoutEmptyFolder(value));
  if (result.success) return result.data;
  context.addIssue({ code: 'custom', message: result.error.issues[0]?.message ?? '40058 invalid button' });
  return z.NEVER;
});

const menu = z.object({
  button: z
    .array(button, '40016 invalid button size')
    .min(1, '40016 invalid button size')
    .max(3, '40016 invalid button size'),
});

type Button = z.infer<typeof button>;

/** `menu/create`: replaces the app's menu. */
export const createMenu = defineEndpoint({
  method: 'POST',
  path: 'menu/create',
  title: '设应用菜单',
  input: menu,
  run(world, { button: buttons }, { query }) {
    requireOwnAgent(world, query);
    const { subMenuNameBytes } = readSettings(world);
    const inside = buttons.flatMap((entry) => entry.sub_button ?? []);
    if (inside.some(({ name }) => Buffer.byteLength(name) > subMenuNameBytes))
      throw new ApiError(40025, 'invalid sub button name size');
    world.store.set('menu', buttons);
    world.live.changed('state');
    return { reply: {}, summary: `设应用菜单：${buttons.map(({ name }) => name).join('、')}` };
  },
});

/** `menu/get`: 46003 before a menu was made. */
export const getMenu = defineEndpoint({
  method: 'GET',
  path: 'menu/get',
  title: '读应用菜单',
  input: z.unknown(),
  run(world, _input, { query }) {
    requireOwnAgent(world, query);
    const buttons = readMenu(world);
    if (buttons.length === 0) throw new ApiError(46003, 'no menu');
    return { reply: { button: buttons }, summary: '读应用菜单' };
  },
});

/** `menu/delete`. */
export const deleteMenu = defineEndpoint({
  method: 'GET',
  path: 'menu/delete',
  title: '删应用菜单',
  input: z.unknown(),
  run(world, _input, { query }) {
    requireOwnAgent(world, query);
    world.store.set('menu', []);
    world.live.changed('state');
    return { reply: {}, summary: '删了应用菜单' };
  },
});

/** The buttons of the menu that do something, in order, whichever level they are on. */
export const menuLeaves = (world: World): z.infer<ReturnType<typeof leaf>>[] =>
  readMenu(world).flatMap((entry) => (entry.sub_button === undefined ? [entry] : entry.sub_button));

/** The menu as the console shows it. */
export function presentMenu(world: World): MenuButton[] {
  return readMenu(world).map((entry) =>
    entry.sub_button === undefined
      ? presentLeaf(entry)
      : { name: entry.name, children: entry.sub_button.map(presentLeaf) },
  );
}

const readMenu = (world: World): Button[] => world.store.setting<Button[]>('menu') ?? [];

function presentLeaf({ name, type, key, url }: z.infer<ReturnType<typeof leaf>>): MenuButton {
  return {
    name,
    type: type === 'view' ? 'view' : 'click',
    ...(key === undefined ? {} : { key }),
    ...(url === undefined ? {} : { url }),
  };
}

function requireOwnAgent(world: World, query: URLSearchParams): void {
  const agentid = query.get('agentid');
  if (agentid === null) throw new ApiError(41011, 'agentid missing');
  if (!/^\d+$/.test(agentid)) throw new ApiError(40056, 'invalid agentid');
  requireAgent(world, Number(agentid));
}

/** Some clients send an empty `sub_button` with every plain button. */
function withoutEmptyFolder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('sub_button' in value)) return value;
  const { sub_button: _empty, ...rest } = value;
  return rest;
}
