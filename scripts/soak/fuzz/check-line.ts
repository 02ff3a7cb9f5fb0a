import assert from 'node:assert/strict';
import { shorten } from '../../../bot/cards/render-card.ts';
import { commands } from '../../../bot/commands/index.ts';
import { matchCommand } from '../../../bot/grammar/match-command.ts';
import { readAmount } from '../../../bot/grammar/read-amount.ts';
import type { Customer } from '../../../entities/customer.ts';
import { soundColumns } from '../../../server/customers/index-customer.ts';
import { fromShanghai } from '../../../server/kernel/dates.ts';
import { DomainError } from '../../../server/kernel/errors.ts';
import { readBirthday } from '../../../server/understanding/birthdays.ts';
import { findChannel } from '../../../server/understanding/channels.ts';
import { readFollowup } from '../../../server/understanding/followup-line.ts';
import { findMoney } from '../../../server/understanding/money.ts';
import { queryTokens, searchTokens } from '../../../server/understanding/names.ts';
import { isSure, offerTimes } from '../../../server/understanding/offer-times.ts';
import { fold, normalize } from '../../../server/understanding/text.ts';
import { findTimes } from '../../../server/understanding/times.ts';
import { splitText, TEXT_BYTES, utf8Length } from '../../../server/wecom/limits.ts';

/** Saturday 2026-11-21 10:00 in Shanghai. */
const NOW = fromShanghai(2026, 11, 21, 10);
const TODAY = { year: 2026, month: 11, day: 21 };
const CUSTOMER = { id: '0'.repeat(26), name: '赵敏' } as Customer;

/** Reads a line by all that read lines; throws where one of them fails or gives what cannot be. */
export function checkLine(line: string): void {
  const said = normalize(line);
  assert.equal(normalize(said), said, 'made regular twice it is something else');
  assert.equal(fold(line).length, line.length, 'folded it has another length');
  checkCommand(said);
  for (const text of new Set([line, said])) {
    checkTimes(text);
    checkMoney(text);
  }
  checkAmount(said);
  checkBirthday(said);
  checkFollowup(said);
  findChannel(said);
  checkNames(said);
  for (const part of splitText(line)) assert.ok(utf8Length(part) <= TEXT_BYTES, 'a part is too long for one message');
  assert.ok([...shorten(line, 36)].length <= 36, 'it is still too long for a card');
}

function checkCommand(said: string): void {
  const match = matchCommand(commands, said);
  if (match) assert.ok(said.endsWith(match.rest), 'what follows the command is not the end of the line');
}

function checkTimes(text: string): void {
  for (const purpose of ['plan', 'log'] as const) {
    for (const mention of findTimes(text, NOW, purpose)) {
      checkPlace(mention, text, 'a time');
      const dates = [mention.at, ...mention.alternatives, ...offerTimes(mention, NOW)];
      for (const date of dates) checkDate(date);
      isSure(mention, NOW);
    }
  }
}

function checkDate(date: Date): void {
  assert.ok(!Number.isNaN(date.getTime()), 'a time is none');
  const year = date.getUTCFullYear();
  assert.ok(year >= 1900 && year <= 2200, `a time lies in the year ${year}`);
}

function checkMoney(text: string): void {
  for (const mention of findMoney(text)) {
    checkPlace(mention, text, 'an amount');
    const amounts = [mention.fen, mention.range?.fromFen, mention.range?.toFen];
    for (const fen of amounts)
      assert.ok(fen === null || fen === undefined || Number.isSafeInteger(fen), `an amount is ${fen}`);
    if (mention.range) assert.ok(mention.range.fromFen <= mention.range.toFen, 'a range runs backwards');
  }
}

function checkPlace(
  { start, end, text }: { start: number; end: number; text: string },
  line: string,
  what: string,
): void {
  assert.ok(start >= 0 && start < end && end <= line.length, `${what} stands at ${start} to ${end}`);
  assert.equal(text, line.slice(start, end), `${what} is not what stands in its place`);
}

function checkAmount(said: string): void {
  try {
    const read = readAmount(said, CUSTOMER, '报价');
    if ('fen' in read) assert.ok(read.fen === null || Number.isSafeInteger(read.fen), `the amount is ${read.fen}`);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

function checkBirthday(said: string): void {
  const reading = readBirthday(said, TODAY);
  for (const each of [reading?.birthday, reading?.other]) {
    if (!each) continue;
    assert.ok(each.month >= 1 && each.month <= 12 && each.day >= 1 && each.day <= 31, 'a birthday is on no day');
    assert.ok(
      each.year === null || (each.year >= 1900 && each.year <= TODAY.year),
      `somebody was born in ${each.year}`,
    );
  }
}

function checkFollowup(said: string): void {
  const { note, nextStep, happenedAt } = readFollowup(said, NOW, { names: [CUSTOMER.name] });
  assert.ok(note !== '' || said === '', 'nothing was left of what was said');
  if (nextStep) checkDate(nextStep.at);
  if (happenedAt) {
    checkDate(happenedAt);
    assert.ok(happenedAt <= NOW, 'something has happened in the future');
  }
}

function checkNames(said: string): void {
  const name = said.slice(0, 128);
  const { pinyin, initials, sound } = soundColumns(name);
  assert.ok(pinyin.length <= 255 && initials.length <= 64 && sound.length <= 255, 'a key is longer than its column');
  queryTokens(said);
  for (const token of searchTokens(name, name)) assert.ok(token.length <= 64, 'a token is longer than its column');
}
