import { createRandom, type Random } from '../../demo/random.ts';
import { appEventXml, contactXml, corp, imageXml, pressXml, textXml } from '../callback-xml.ts';
import { fuzzLine, mutated } from './lines.ts';

/** A decrypted callback, or what is left of one: it follows from the seed and its number. */
export function fuzzDocument(seed: number, number: number): string {
  const random = createRandom(seed * 1_000_033 + number);
  return random.pick(WAYS)(random, fuzzLine(seed, number));
}

const origin = { from: 'zhouhang', at: 1_795_000_000 };

const SAMPLES = [
  textXml(origin, '跟进 赵敏 电话 已发报价单', '4561255354251345929'),
  imageXml(origin, '4561255354251345930'),
  appEventXml(origin, 'enter_agent'),
  appEventXml(origin, 'click', '待办'),
  pressXml(origin, { key: '查 赵敏', taskId: 'card-1', responseCode: 'code' }),
  contactXml(1_795_000_000, 'add_external_contact', 'zhouhang', 'wmZhaoMin'),
  contactXml(1_795_000_000, 'del_follow_user', 'zhouhang', 'wmZhaoMin'),
  contactXml(1_795_000_000, 'edit_external_contact', 'zhouhang', 'wmZhaoMin'),
];

const NAMES = [
  ...[
    'ToUserName',
    'FromUserName',
    'CreateTime',
    'MsgType',
    'Content',
    'MsgId',
    'AgentID',
    'Event',
    'EventKey',
    'ChangeType',
  ],
  ...[
    'UserID',
    'NewUserID',
    'ExternalUserID',
    'State',
    'WelcomeCode',
    'Source',
    'FailReason',
    'TaskId',
    'CardType',
    'ResponseCode',
  ],
  ...[
    'SelectedItems',
    'SelectedItem',
    'QuestionKey',
    'OptionIds',
    'OptionId',
    'MediaId',
    'Encrypt',
    'xml',
    '__proto__',
    'constructor',
    'a',
  ],
];
const VALUES = [
  ...[
    'text',
    'event',
    'image',
    'voice',
    'location',
    'link',
    'enter_agent',
    'subscribe',
    'unsubscribe',
    'click',
    'view',
  ],
  ...[
    'template_card_event',
    'template_card_menu_event',
    'change_external_contact',
    'change_contact',
    'add_external_contact',
  ],
  ...['add_half_external_contact', 'edit_external_contact', 'del_external_contact', 'del_follow_user', 'transfer_fail'],
  ...[
    'create_user',
    'update_user',
    'delete_user',
    'sys',
    'zhouhang',
    '',
    ' ',
    '0',
    '-1',
    '1795000000',
    '99999999999999999999',
    corp.id,
  ],
  ...[
    'once-1',
    '__proto__',
    'toString',
    '&lt;',
    '&#x41;',
    '&#0;',
    '&nbsp;',
    '&',
    ']]',
    '<b/>',
    '<!-- -->',
    '<?pi?>',
    '<![CDATA[]]>',
  ],
];

const WAYS: readonly ((random: Random, line: string) => string)[] = [
  (random) => mutated(random, random.pick(SAMPLES)),
  (random) => mutated(random, mutated(random, random.pick(SAMPLES))),
  (random) => spliced(random.pick(SAMPLES), random.pick(SAMPLES), random),
  (random, line) => random.pick(SAMPLES).replace(/CDATA\[[^\]]*/, `CDATA[${line}`),
  (_random, line) => textXml(origin, line, '4561255354251345931'),
  (random, line) => `<xml>${fields(random, line, 3)}</xml>`,
  (random, line) => `<xml>${fields(random, line, 3)}</xml>`,
  (random, line) => fields(random, line, 12),
];

/** The beginning of one and the end of another. */
const spliced = (one: string, other: string, random: Random): string =>
  one.slice(0, random.int(0, one.length)) + other.slice(random.int(0, other.length));

function fields(random: Random, line: string, depth: number): string {
  return Array.from({ length: random.int(0, 12) }, () => {
    const name = random.pick(NAMES);
    const content =
      depth > 0 && random.chance(0.15)
        ? fields(random, line, depth - 1)
        : random.chance(0.1)
          ? line
          : random.pick(VALUES);
    const written = random.chance(0.5) ? `<![CDATA[${content}]]>` : content;
    return random.chance(0.03) ? `<${name}>${written}` : `<${name}>${written}</${name}>`;
  }).join(random.pick(['', '\n', ' ']));
}
