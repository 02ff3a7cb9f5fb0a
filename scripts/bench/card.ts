import { createApp, type App } from '../../server/app.ts';
import { viewCustomer } from '../../server/followups/view-customer.ts';
import { viewProfile } from '../../server/followups/view-profile.ts';
import { system, type Actor } from '../../server/kernel/actor.ts';
import { addSeconds } from '../../server/kernel/dates.ts';
import { createNewId, newSecret } from '../../server/kernel/ids.ts';
import { createLog } from '../../server/log.ts';
import { openSession } from '../../server/sessions/open-session.ts';
import { createRandom } from '../demo/random.ts';
import { memberId, NOW, type Rows } from './company.ts';
import type { BenchDatabase } from './databases.ts';
import { Connection } from './load/http-client.ts';
import { listen } from './load/listen.ts';
import { benchConfig } from './load/product-server.ts';
import { httpRequest, sealed, textXml } from './load/traffic.ts';
import { wecomStub, type Arrival } from './load/wecom-stub.ts';
import { spreadOf, type Spread } from './measure.ts';

/** A customer's card within so many milliseconds, for 99 of a hundred. */
export const CARD_BAR_MS = 20;

const WARM_UP = 30;
const REP = 0;
const REP_USERID = `member${REP}`;
const SECONDS_APART = 3;

/** How long one way to a customer's card took. */
export interface CardTime extends Spread {
  what: string;
  samples: number;
}

/**
 * The card of one of a rep's 5,000 customers, each time another's: as the use-cases give it, as the page asks for it over
 * HTTP, and as a line in the chat until WeCom has the answer.
 */
export async function* benchCard(
  bench: BenchDatabase,
  company: readonly Rows[],
  samples: number,
): AsyncGenerator<CardTime> {
  const own = customersOf(company, memberId(REP));
  const random = createRandom(1);
  const product = await startProduct(bench);
  const ctx = { actor: rep, now: NOW, db: bench.database.reader.manager };
  const ways: { what: string; way: (customer: Own) => Promise<unknown> }[] = [
    { what: '查: the card by its use-case', way: ({ id }) => viewCustomer(ctx, id) },
    { what: 'the page 客户 360° by its use-case', way: ({ id }) => viewProfile(ctx, id) },
    { what: 'the page 客户 360° over HTTP', way: ({ id }) => product.page(id) },
    { what: '查 <name> in the chat, to the answer', way: ({ name }) => product.say(`查 ${name}`) },
    { what: '查 <pinyin> in the chat, to the answer', way: ({ pinyin }) => product.say(`查 ${pinyin}`) },
  ];
  try {
    for (const { what, way } of ways) {
      const taken: number[] = [];
      for (let sample = -WARM_UP; sample < samples; sample += 1) {
        const customer = random.pick(own);
        const begun = performance.now();
        await way(customer);
        if (sample >= 0) taken.push(performance.now() - begun);
      }
      yield { what, samples, ...spreadOf(taken) };
    }
  } finally {
    await product.stop();
  }
}

interface Own {
  id: string;
  name: string;
  pinyin: string;
}

/** Who looks: a rep who sees his own customers. */
const rep: Actor = {
  kind: 'member',
  id: memberId(REP),
  userId: REP_USERID,
  name: `员工${REP}`,
  scope: { kind: 'own' },
};

function customersOf(company: readonly Rows[], ownerId: string): Own[] {
  const table = company.find(({ table }) => table === 'customers');
  if (!table) throw new Error('a company has customers');
  const at = (name: string): number => table.columns.indexOf(name);
  return table.rows
    .filter((row) => row[at('ownerId')] === ownerId)
    .map((row) => ({ id: String(row[at('id')]), name: String(row[at('name')]), pinyin: String(row[at('pinyin')]) }));
}

interface RunningProduct {
  page(id: string): Promise<void>;
  /** Resolves when WeCom has the answer. */
  say(line: string): Promise<void>;
  stop(): Promise<void>;
}

/** The product over this database in this very process, with a clock that goes on fast enough for WeCom's 30 messages a minute. */
async function startProduct({ database }: BenchDatabase): Promise<RunningProduct> {
  let now = NOW;
  let arrived: (arrival: Arrival) => void = () => undefined;
  const wecom = await listen(wecomStub(0, (arrival) => arrived(arrival)));
  const clock = { now: () => now };
  const app = createApp({
    config: benchConfig(wecom.port),
    pagesDir: '/nowhere',
    database,
    clock,
    newId: createNewId(() => now),
    log: createLog('silent'),
  });
  await app.start();
  await app.settle();
  const handle = app.http.callback();
  const server = await listen((request, response) => void handle(request, response));
  const connection = new Connection(server.port);
  const token = await logIn(app);
  const ask = async (request: Buffer): Promise<void> => {
    const status = await connection.ask(request);
    if (status !== 200) throw new Error(`the product answered ${status}`);
  };
  let lines = 0;
  return {
    page: (id) =>
      ask(
        Buffer.from(`GET /api/customers/${id} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`),
      ),
    async say(line) {
      now = addSeconds(now, SECONDS_APART);
      const answered = new Promise<void>((resolve) => (arrived = () => resolve()));
      const seconds = Math.floor(now.getTime() / 1000);
      await ask(httpRequest(sealed(textXml(REP_USERID, line, seconds, (lines += 1)), seconds, lines)));
      await answered;
    },
    async stop() {
      connection.close();
      await app.settle();
      await app.stop();
      server.close();
      wecom.close();
    },
  };
}

function logIn({ run }: App): Promise<string> {
  const token = newSecret();
  return run(system, async (ctx) => {
    await openSession(ctx, token, { memberId: memberId(REP) });
    return token;
  });
}
