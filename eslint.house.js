import tseslint from 'typescript-eslint';

/** A rule that refuses whatever one of the selectors finds, with one sentence that says what to do instead. */
const refuse = (message, ...selectors) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) =>
    Object.fromEntries(selectors.map((selector) => [selector, (node) => context.report({ node, message })])),
});

/** Both ways to a name: `object.name` and `import { name } from 'module'`. */
const named = (names) => [
  `MemberExpression[property.name=/^(${names})$/]`,
  `ImportSpecifier[imported.name=/^(${names})$/]`,
];

const RANDOM = 'randomUUID|randomBytes|randomInt|randomFill|randomFillSync|getRandomValues';
const LOCAL_TIME =
  '[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)|getTimezoneOffset' +
  '|toLocale(Date|Time)?String|to(Date|Time)String';
const NETWORK_MODULES = '(node:)?(http|https|http2|net|tls|dgram)|undici|axios|got|node-fetch|ws';
const OPENS_TRANSACTION = '^\\s*(BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT)\\b';

const rules = {
  clock: refuse(
    'Only server/kernel/clock.ts reads the clock; use ctx.now or the Clock that is passed in.',
    "MemberExpression[object.name='Date'][property.name='now']",
    "MemberExpression[object.property.name='Date'][property.name='now']",
    "NewExpression[callee.name='Date'][arguments.length=0]",
    "CallExpression[callee.name='Date']",
    "CallExpression[callee.name='dayjs'][arguments.length=0]",
    "MemberExpression[object.name='performance'][property.name='now']",
    "MemberExpression[object.name='process'][property.name=/^(hrtime|uptime)$/]",
    'ImportDeclaration[source.value=/^(node:)?perf_hooks$/]',
  ),
  randomness: refuse(
    'Only server/kernel/ids.ts makes ids and random values; use ctx.newId or what is passed in.',
    "MemberExpression[object.name='Math'][property.name='random']",
    "ImportDeclaration[source.value='ulid']",
    ...named(RANDOM),
  ),
  env: refuse(
    'Only server/config.ts reads the environment; take what you need as a parameter.',
    "MemberExpression[object.name='process'][property.name='env']",
    "MemberExpression[object.name='process'][property.value='env']",
    "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
    "ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name='env']",
    "MemberExpression[object.type='MetaProperty'][property.name='env']",
  ),
  'no-save': refuse(
    'Write with insert, update or delete: save and remove read first, write whole rows and hide what they do.',
    'CallExpression > MemberExpression.callee[property.name=/^(save|remove|softRemove|recover)$/]',
  ),
  'no-network': refuse(
    'A use-case cannot reach the network: queue a message with ctx.send and it leaves after the commit.',
    "CallExpression[callee.name='fetch']",
    "MemberExpression[object.name='globalThis'][property.name='fetch']",
    `ImportDeclaration[importKind!='type'][source.value=/^(${NETWORK_MODULES})$/]`,
    `ImportExpression[source.value=/^(${NETWORK_MODULES})$/]`,
  ),
  transaction: refuse(
    'Only server/db/transaction.ts begins and ends transactions; pass ctx on.',
    'CallExpression > MemberExpression.callee[property.name=/^((start|commit|rollback)T|t)ransaction$/]',
    `Literal[value=/${OPENS_TRANSACTION}/]`,
    `TemplateElement:first-child[value.raw=/${OPENS_TRANSACTION}/]`,
  ),
  'shanghai-time': refuse(
    'The machine may stand in any time zone; dates are read and written by server/kernel/dates.ts only.',
    ...named(LOCAL_TIME),
    "NewExpression[callee.name='Date'][arguments.length>1]",
    "MemberExpression[object.name='Intl'][property.name='DateTimeFormat']",
    'ImportDeclaration[source.value=/^dayjs/]',
  ),
};

const house = { rules };
const product = ['server/**/*.ts', 'entities/**/*.ts', 'bot/**/*.ts'];

const keep = (rule, files, ignores = []) => ({
  name: `house/${rule}`,
  files,
  ignores: ['bot/puppet/**/*.test.ts', ...ignores],
  plugins: { house },
  rules: { [`house/${rule}`]: 'error' },
});

/** The rules of the house that types cannot keep; each names its only exceptions. */
export default [
  { name: 'house/parser', files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  keep('clock', product, ['server/kernel/clock.ts']),
  keep('randomness', product, ['server/kernel/ids.ts']),
  keep(
    'env',
    [...product, 'scripts/**/*.ts', 'test/**/*.ts'],
    ['server/config.ts', 'scripts/*.ts', 'scripts/sandbox/main.ts', 'test/support/**'],
  ),
  keep('no-save', product),
  keep('no-network', product, ['server/wecom/**', 'server/http/**', 'server/*.ts']),
  // hold-file.ts keeps a transaction open on an empty lock file, so that a second process stays out; migrate.ts runs before all else.
  keep('transaction', product, ['server/db/transaction.ts', 'server/db/hold-file.ts', 'server/db/migrate.ts']),
  keep('shanghai-time', product, ['server/kernel/dates.ts', 'server/kernel/calendar.ts']),
];
