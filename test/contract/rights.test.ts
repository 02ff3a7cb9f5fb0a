import type { Router } from '@koa/router';
import { expect, it } from 'vitest';
import { commands } from '../../bot/commands/index.ts';
import { commandRights, doorRights, routeRights } from '../../scripts/docs/rights.ts';
import { documentRoutes } from '../../server/http/openapi.ts';
import { commandLines } from '../support/command-lines.ts';
import { rightsApp, VERIFICATION } from '../support/rights-world.ts';
import { routeCases } from '../support/route-cases.ts';

const endpoints = documentRoutes().routes;
const nameOf = (line: string): string => line.split('.')[0] ?? '';
const without = (names: readonly string[], lines: object): string[] => {
  const stated = new Set(Object.keys(lines).map(nameOf));
  return names.filter((name) => !stated.has(name));
};

const ADD_LINE = 'say who may do it: a line in scripts/docs/rights.ts, then npm run docs';

it('every endpoint and every command has its rights stated', () => {
  const names = endpoints.map(({ name }) => name);
  const codes = commands.map(({ code }) => code);
  expect(without(names, routeRights), `endpoints without rights; ${ADD_LINE}`).toEqual([]);
  expect(without(codes, commandRights), `commands without rights; ${ADD_LINE}`).toEqual([]);
  const known = Object.fromEntries([...names, ...codes].map((name) => [name, true]));
  const gone = without([...Object.keys(routeRights).map(nameOf), ...Object.keys(commandRights)], known);
  expect(gone, 'rights of what there is not; take the line out of scripts/docs/rights.ts').toEqual([]);
});

it('every line is tried', () => {
  const untried = (stated: object, tried: object) => Object.keys(stated).filter((line) => !(line in tried));
  expect(untried(routeRights, routeCases), 'say how it is asked in test/support/route-cases.ts').toEqual([]);
  expect(untried(commandRights, commandLines), 'say how it is said in test/support/command-lines.ts').toEqual([]);
});

it('nothing is served that the table does not know', async () => {
  const app = await rightsApp();
  const routers = app.app.http.middleware.flatMap((each) => ('router' in each ? [each.router as Router] : []));
  expect(routers).toHaveLength(1);
  const served = routers.flatMap(({ stack }) =>
    stack.map(({ path, methods }) => {
      const [method = '', ...more] = methods.filter((each) => each !== 'HEAD');
      return `${more.length > 0 ? 'ANY' : method} ${String(path).replace(VERIFICATION, ':code')}`;
    }),
  );
  const stated = [
    ...endpoints.map(({ method, path }) => `${method.toUpperCase()} /api${path}`),
    ...Object.keys(doorRights),
  ];
  expect([...new Set(served)].sort(), ADD_LINE).toEqual(stated.sort());
});
