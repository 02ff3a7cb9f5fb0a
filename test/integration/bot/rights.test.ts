import { expect, it } from 'vitest';
import { commandRights } from '../../../scripts/docs/rights.ts';
import { commandLines, speakable, type Speakable } from '../../support/command-lines.ts';
import {
  ASKING,
  everything,
  marksIn,
  OWNERS,
  relationOf,
  rightsApp,
  SAID,
  type Asker,
  type Owner,
} from '../../support/rights-world.ts';
import type { TestApp } from '../../support/test-app.ts';

/** How the product says that it knows of nothing; nothing else of what was meant may be read from it. */
const ABSENT = /^没有找到(这位客户|这条待办|这张工单)。$/;

const inTime = { timeout: 300_000 };

/** Whether the table lets him reach something of the owner's by this command. */
function reaches(code: string, asker: Asker, owner: Owner): boolean {
  const reach = commandRights[code]?.[ASKING[asker]];
  const relation = relationOf(asker, owner);
  return reach === 'all' || relation === 'own' || (relation === 'led' && reach === 'led');
}

/** Whose a command's things are: lists and what is nobody's own are said once. */
const isAboutThings = (code: string): boolean => {
  const [line, other] = ['a', 'b'].map((id) =>
    commandLines[code]?.({ customerId: id, customer: id, taskId: id, ticket: id }).join(),
  );
  return line !== other;
};
const codes = Object.keys(commandLines);

it.each(Object.keys(ASKING) as Asker[])('%s is answered by the bot as the table says', inTime, async (asker) => {
  const app = await rightsApp();
  const things: { owner: Owner; thing: Speakable }[] = [];
  for (const owner of OWNERS) things.push({ owner, thing: await speakable(app, owner) });
  await app.settle();

  for (const code of codes.filter((each) => !isAboutThings(each))) await saysList(app, asker, code);

  const strange = things.filter(({ owner }) => owner === 'luoyi');
  const before = await everything(app, SAID);
  for (const { code, line } of linesOf(strange, (each, owner) => !reaches(each, asker, owner))) {
    expect(await answer(app, asker, line), `${code}: ${line}`).toMatch(ABSENT);
  }
  expect(await everything(app, SAID)).toEqual(before);

  const led: Owner[] = ASKING[asker] === 'manager' ? ['gaoyuan'] : [];
  const reached = things.filter(({ owner }) => [asker, ...led].includes(owner));
  for (const { code, line, owner } of linesOf(reached, (each, whose) => reaches(each, asker, whose))) {
    const said = await answer(app, asker, line);
    expect([ABSENT.test(said), marksIn(said)], `${code}: ${line}\n${said}`).toEqual([false, [owner]]);
  }
  expect(app.faults).toEqual([]);
});

let lines = 0;

/** What the bot answers. */
async function answer(app: TestApp, asker: Asker, line: string): Promise<string> {
  // WeCom takes only so many messages for one member in a minute.
  if ((lines += 1) % 15 === 0) await app.moveClock({ hours: 1 / 30 });
  return (await app.say(asker, line)).join('\n');
}

/** A list shows exactly those whom the table lets him see. */
async function saysList(app: TestApp, asker: Asker, code: string): Promise<void> {
  const [line = ''] = commandLines[code]?.({ customerId: '', customer: '', taskId: '', ticket: '' }) ?? [];
  const said = await answer(app, asker, line);
  expect(said === '只有管理员能看。', code).toBe(commandRights[code]?.[ASKING[asker]] === 403);
  const seen = marksIn(said);
  const may = OWNERS.filter((owner) => reaches(code, asker, owner));
  if (seen.length > 0 || commandRights[code]?.beyond === 'left out') expect(seen, `${code}: ${said}`).toEqual(may);
}

function linesOf(
  things: readonly { owner: Owner; thing: Speakable }[],
  wanted: (code: string, owner: Owner) => boolean,
): { code: string; owner: Owner; line: string }[] {
  return things.flatMap(({ owner, thing }) =>
    codes
      .filter((code) => isAboutThings(code) && wanted(code, owner))
      .flatMap((code) => (commandLines[code]?.(thing) ?? []).map((line) => ({ code, owner, line }))),
  );
}
