import { format } from 'prettier';
import type { Command } from '../../bot/grammar/define-command.ts';
import { documentRoutes } from '../../server/http/openapi.ts';
import { codeCell, markdownTable, plainCell } from './marked-block.ts';
import { commandRights, doorRights, eventRights, PEOPLE, routeRights, type Reach, type Rights } from './rights.ts';

/** What everybody may do with every endpoint, command and event, as Markdown laid out as `npm run format` would. */
export function rightsTables(commands: readonly Command[]): Promise<string> {
  const parts = [
    ...['### Endpoints', endpointTable()],
    ...['### Commands', commandTable(commands)],
    ...['### Events', eventTable()],
  ];
  return format(parts.join('\n\n'), { parser: 'markdown' });
}

const HEAD = [...PEOPLE, 'beyond that', ''];

function endpointTable(): string {
  const routes = new Map(documentRoutes().routes.map((route) => [route.name, route]));
  const rows = Object.entries(routeRights).flatMap(([line, rights]) => {
    const [name = '', state] = line.split('.');
    const route = routes.get(name);
    if (!route) return [];
    const path = codeCell(`${route.method.toUpperCase()} /api${route.path}`);
    return [[state === undefined ? path : `${path} once ${state}`, ...cellsOf(rights)]];
  });
  const doors = Object.entries(doorRights).map(([path, rights]) => [codeCell(path), ...cellsOf(rights)]);
  return markdownTable(['endpoint', ...HEAD], [...rows, ...doors]);
}

function commandTable(commands: readonly Command[]): string {
  const rows = commands.flatMap(({ code, words }) => {
    const rights = commandRights[code];
    return rights ? [[`${codeCell(words[0] ?? code)} ${code}`, ...cellsOf(rights)]] : [];
  });
  return markdownTable(['command', ...HEAD], rows);
}

function eventTable(): string {
  const rows = Object.entries(eventRights).map(([kind, { by, does, writes }]) => [
    codeCell(kind),
    plainCell(by),
    plainCell(does),
    writes === null ? 'those of the command' : writes.map(codeCell).join(', ') || 'none',
  ]);
  return markdownTable(['event', 'whose deed', 'what it does', 'tables'], rows);
}

const cellsOf = (rights: Rights): string[] => [
  ...PEOPLE.map((person) => reachCell(rights[person])),
  rights.beyond === null ? '' : String(rights.beyond),
  plainCell(rights.note),
];

const reachCell = (reach: Reach): string => (reach === 'led' ? 'own, led' : String(reach));
