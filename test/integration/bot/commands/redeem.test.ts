import { expect, it } from 'vitest';
import { claim, friend, made, openedOffer } from '../../../support/offers.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

async function coupon(app: TestApp): Promise<string> {
  const lin = await friend(app, '林晓彤');
  const offer = await openedOffer(app);
  await made(app, offer, [lin]);
  return (await claim(app, lin, offer)).code;
}

it('uses a coupon and says what the customer gets, then never again', async () => {
  const app = await testApp();
  const code = await coupon(app);

  const [card] = await app.say('zhouhang', `核销 ${code}`);
  expect(card).toContain('已核销：清洁粉 1 盒');
  expect(card).toContain('客户：林晓彤');
  expect(card).toContain('说明：门店自取');
  expect(await app.say('zhouhang', `核销 ${code}`)).toEqual(['这张券在 2026-11-21 10:00 已经核销过了，不能再用。']);
  expect(await app.say('luoyi', `redeem ${code}`)).toEqual(['这张券在 2026-11-21 10:00 已经核销过了，不能再用。']);
});

it('reads a code as people write it', async () => {
  const app = await testApp();
  const code = await coupon(app);
  const said = `${code.slice(0, 5)} - ${code.slice(5)}`.toLowerCase();

  expect((await app.say('zhouhang', `核销：${said}`))[0]).toContain('已核销');
});

it('tells a colleague who may not see the customer his family name alone', async () => {
  const app = await testApp();
  const [answer] = await app.say('luoyi', `核销 ${await coupon(app)}`);

  expect(answer).toContain('客户：林**');
  expect(answer).not.toContain('晓彤');
  expect(answer).not.toContain('[看客户]');
});

it.each([
  ['a code that there is not', 'AAAAAAAAAA'],
  ['a part of one', 'AAAA'],
  ['a pattern', '%%%%%%%%%%'],
  ['a statement', "' OR '1'='1"],
  ['a very long one', 'A'.repeat(600)],
  ['another script', '核销核销核销核销核销'],
])('does not know %s', async (_what, said) => {
  const app = await testApp();
  await coupon(app);

  expect((await app.say('zhouhang', `核销 ${said}`))[0]).toMatch(/^没有这个券码。/);
  expect(app.faults).toEqual([]);
});

it('stops a member who guesses, for a while, and nobody else', async () => {
  const app = await testApp();
  const code = await coupon(app);
  for (let wrong = 0; wrong < 5; wrong += 1) {
    expect((await app.say('zhouhang', `核销 AAAAAAAAA${wrong + 3}`))[0]).toMatch(/^没有这个券码/);
  }

  expect(await app.say('zhouhang', 'redeem AAAAAAAAAA')).toEqual(['券码错得太多，请 15 分钟后再试。']);
  expect(await app.say('zhouhang', `核销 ${code}`)).toEqual(['券码错得太多，请 15 分钟后再试。']);
  await app.moveClock({ hours: 0.25 });
  expect((await app.say('zhouhang', `核销 ${code}`))[0]).toContain('已核销');
});

it('does not count right codes as guesses', async () => {
  const app = await testApp();
  const code = await coupon(app);
  for (let again = 0; again < 8; again += 1) await app.say('luoyi', `核销 ${code}`);

  expect((await app.say('luoyi', '核销 AAAAAAAAAA'))[0]).toMatch(/^没有这个券码/);
});

it('asks for the code', async () => {
  const app = await testApp();
  expect(await app.say('zhouhang', '核销')).toEqual(['券码还没写，在客户的页面上。例如：核销 K7M4XQ9TPA']);
});
