/**
 * Who may know whom. Earlier tiers are below later ones; a capability may know its own tier and those below.
 * Against the order: emit an event, and add a line to server/reactions.ts.
 */
const TIERS = [
  ['members', 'sessions', 'customers', 'tags'],
  ['touches', 'tasks', 'mass-sends'],
  ['followups', 'deals', 'orders', 'tickets'],
  ['playbooks', 'maintenance', 'surveys'],
  ['segments', 'tiers'],
  ['care', 'offers', 'campaigns', 'activities'],
  ['imports', 'reports', 'own', 'operations'],
];

const folders = (names) => `^server/(${names.join('|')})/`;
const capabilities = folders(TIERS.flat());
const entries = folders(['http', 'callbacks', 'scheduler']);

/** Files that know everybody. */
const WIRING = '^server/(app|main|reactions|config)\\.ts$';
const ABOVE_ENTRIES = '^server/(app|main|config)\\.ts$';
/** How an admin mends the two queues. */
const MENDED = '^server/(outbox/stuck|callbacks/set-aside)\\.ts$';
const PURE_WECOM = '^server/wecom/(limits|fault|errcodes)\\.ts$';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const order = TIERS.slice(0, -1).map((tier, index) =>
  forbid(
    `order-${tier[0]}`,
    `${tier.join(', ')} stand below ${TIERS[index + 1].join(', ')}: emit an event and react to it in server/reactions.ts.`,
    { path: folders(tier) },
    { path: folders(TIERS.slice(index + 1).flat()) },
  ),
);

const directions = [
  forbid(
    'kernel-knows-nobody',
    'The words of the house do not depend on the house.',
    { path: '^server/kernel/' },
    { path: '^(server|entities|bot|scripts|test)/', pathNot: '^server/kernel/' },
  ),
  forbid(
    'entities-know-nobody',
    'A row names other rows by string; only index.ts lists them and columns.ts is shared.',
    { path: '^entities/', pathNot: '^entities/index\\.ts$' },
    { pathNot: '^(entities/columns\\.ts$|node_modules/typeorm/)' },
  ),
  forbid(
    'entities-index-knows-entities',
    'The list of entities lists entities.',
    { path: '^entities/index\\.ts$' },
    { pathNot: '^entities/' },
  ),
  forbid(
    'foundation-below-capabilities',
    'understanding, rules and db are fed through registries and parameters, not by imports.',
    { path: folders(['understanding', 'rules', 'db']) },
    {
      path: [capabilities, entries, '^(bot|scripts|test)/', folders(['wecom', 'outbox']), WIRING],
    },
  ),
  forbid(
    'understanding-is-pure',
    'What a line means depends on the words of the house alone.',
    { path: '^server/understanding/' },
    { path: '^(server|entities)/', pathNot: '^server/(understanding|kernel)/' },
  ),
  forbid(
    'wecom-below-capabilities',
    'How the outside is reached does not know why.',
    { path: folders(['wecom', 'outbox']) },
    { path: [capabilities, entries, '^bot/', WIRING] },
  ),
  forbid(
    'capabilities-below-entries',
    'Entries call capabilities; only routes.ts may know the way a route is defined, only operations what was set aside.',
    { path: capabilities, pathNot: '/routes\\.ts$' },
    { path: [entries, '^bot/', WIRING], pathNot: MENDED },
  ),
  forbid(
    'routes-define-routes',
    'A routes.ts knows its capability and http, no other entry.',
    { path: `${capabilities}.*routes\\.ts$` },
    { path: [folders(['callbacks', 'scheduler']), '^bot/', WIRING] },
  ),
  forbid(
    'entries-apart',
    "Entries share use-cases, not each other; callbacks has a face, for HTTP carries them, the bot's effects settle them and time makes them forgotten.",
    { path: ['^server/(http|callbacks|scheduler)/', '^(bot)/'] },
    { path: entries, pathNot: ['^server/$1/', '^server/callbacks/(crypto|receive|settle|forget)\\.ts$'] },
  ),
  forbid('entries-below-app', 'Entries are wired by app.ts.', { path: [entries, '^bot/'] }, { path: ABOVE_ENTRIES }),
  forbid(
    'outbox-by-send',
    'What the outside is owed goes through ctx.send; only app.ts wires the outbox, only operations mends it.',
    { path: [capabilities, entries, '^bot/', folders(['understanding', 'rules', 'db'])] },
    { path: '^server/outbox/', pathNot: MENDED },
  ),
  forbid(
    'mended-by-operations',
    'What is stuck in the queues is retried and dropped by operations alone.',
    { pathNot: ['^server/operations/', '^test/'] },
    { path: MENDED },
  ),
  forbid(
    'only-app-knows-bot',
    'The bot is wired by app.ts.',
    { path: '^(server|entities)/', pathNot: '^server/app\\.ts$' },
    { path: '^bot/' },
  ),
  forbid(
    'puppet-stands-alone',
    'The puppet could be a package of its own.',
    { path: '^bot/puppet/' },
    { path: '^(server|entities|scripts|bot)/', pathNot: '^bot/puppet/' },
  ),
];

const isolation = [
  forbid(
    'product-without-scripts',
    'The product runs without its scripts and tests.',
    { path: '^(server|entities|bot)/', pathNot: '\\.test\\.ts$' },
    { path: '^(scripts|test)/' },
  ),
  forbid(
    'scripts-without-tests',
    'Scripts ship, tests do not.',
    { path: '^scripts/', pathNot: '^scripts/bootstrap/test\\.mjs$' },
    { path: '^test/' },
  ),
  forbid(
    'sandbox-stands-alone',
    "The stand-in must not share the product's idea of WeCom, or both would be wrong together.",
    { path: '^scripts/sandbox/' },
    { path: '^(server|entities|bot)/' },
  ),
  forbid(
    'no-network-in-use-cases',
    'Use-cases queue messages; only the outbox and app.ts hold the client. Limits, faults and error codes are mere knowledge.',
    { path: '^(server|bot|entities)/', pathNot: '^server/((wecom|outbox)/|(app|main)\\.ts$)' },
    { path: '^server/wecom/', pathNot: ['^server/wecom/messages/', PURE_WECOM] },
  ),
  forbid(
    'transactions-begin-in-run',
    'A use-case gets its transaction with ctx.',
    { path: [capabilities, '^bot/', folders(['understanding', 'rules', 'wecom'])] },
    { path: '^server/db/(transaction|run|data-source)\\.ts$', dependencyTypesNot: ['type-only'] },
  ),
];

const hygiene = [
  forbid(
    'no-cycles',
    'Two files that need each other are one file, or a third one below both; types alone may, they are gone when it runs.',
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
  forbid(
    'no-orphans',
    'Nothing uses this file.',
    { orphan: true, pathNot: ['\\.test\\.ts$', '\\.d\\.m?ts$', '^scripts/[^/]+\\.ts$', '\\.config\\.ts$'] },
    {},
  ),
  forbid(
    'resolvable',
    'The import leads nowhere.',
    {},
    // The pages' build settles which platform that is.
    { couldNotResolve: true, pathNot: '^~platform/' },
  ),
  forbid(
    'no-development-packages',
    'The product runs on its dependencies alone.',
    { path: '^(server|entities|bot)/', pathNot: '\\.test\\.ts$' },
    { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...directions, ...order, ...isolation, ...hygiene],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.vue'],
    },
  },
};
