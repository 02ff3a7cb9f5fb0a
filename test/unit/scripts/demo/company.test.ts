import { describe, expect, it } from 'vitest';
import { demoCompany } from '../../../../scripts/demo/company.ts';
import { demoJourneys } from '../../../../scripts/demo/journeys.ts';
import { dayStatus } from '../../../../server/kernel/workdays.ts';
import { toShanghai } from '../../../../server/kernel/dates.ts';

const THURSDAY = new Date('2026-11-26T01:30:00Z');

/** Mornings, evenings, weekends and holidays on which somebody may try the product. */
const MOMENTS = ['2026-11-26T01:30:00Z', '2026-11-28T14:40:00Z', '2026-10-03T04:00:00Z', '2027-02-07T15:59:59Z'];

describe('the demo company', () => {
  const company = demoCompany(THURSDAY);

  it('has 12 members in 3 departments under the root, each department with a leader of its own', () => {
    expect(company).toMatchObject({ name: '禾木咖啡', appName: '常客' });
    expect(company.members).toHaveLength(12);
    expect(company.departments.map(({ name, parentid }) => [name, parentid])).toEqual([
      ['禾木咖啡', 0],
      ['销售一部', 1],
      ['销售二部', 1],
      ['客户服务部', 1],
    ]);
    for (const { id, department_leader: leaders } of company.departments) {
      const leading = company.members.filter(
        ({ department, is_leader_in_dept: leads }) => leads[department.indexOf(id)] === 1,
      );
      expect(leading.map(({ userid }) => userid)).toEqual(leaders);
    }
    expect(company.members.filter(({ direct_leader: leader }) => leader.length > 0).length).toBeGreaterThan(3);
    expect(company.members.filter(({ direct_leader: leader }) => leader.length === 0).length).toBeGreaterThan(3);
  });

  it('has 200 customers, each known to members who exist, under ids as WeCom gives them', () => {
    expect(company.customers).toHaveLength(200);
    const ids = company.customers.map(({ external_userid: id }) => id);
    expect(new Set(ids).size).toBe(200);
    expect(ids.filter((id) => !/^wm[A-Za-z0-9]{30}$/.test(id))).toEqual([]);
    expect(new Set(company.customers.map(({ name, corp_name: where }) => `${name} ${where}`)).size).toBe(200);

    const userids = new Set(company.members.map(({ userid }) => userid));
    for (const { name, follow } of company.customers) {
      expect(follow.length, name).toBeGreaterThan(0);
      expect(follow.filter(({ userid }) => !userids.has(userid))).toEqual([]);
      expect(new Set(follow.map(({ userid }) => userid)).size, name).toBe(follow.length);
      expect(follow.filter(({ createtime }) => createtime * 1000 >= THURSDAY.getTime())).toEqual([]);
      // WeCom takes remarks of up to 20 characters.
      expect(follow.filter(({ remark }) => [...remark].length > 20)).toEqual([]);
    }
  });

  it('holds the names that are hard to find', () => {
    const mine = company.customers.filter(({ follow }) => follow[0]?.userid === 'zhouhang').map(({ name }) => name);
    expect(mine.filter((name) => name === '王芳')).toHaveLength(2);
    expect(mine).toEqual(expect.arrayContaining(['赵敏', '孙丽', '孙莉', '李想', '李想容', '欧阳静怡']));
    expect(company.customers.map(({ name }) => name)).toEqual(expect.arrayContaining(['诸葛文轩', '陈䶮', '酆小满']));
  });

  it('has phone numbers that can belong to nobody, none twice', () => {
    const phones = demoJourneys(THURSDAY).flatMap(({ person }) => person.phone ?? []);
    expect(phones.length).toBeGreaterThan(150);
    expect(new Set(phones).size).toBe(phones.length);
    expect(phones.filter((phone) => !/^(13800138\d{3}|1990000\d{4})$/.test(phone))).toEqual([]);
  });

  it('remembers what a few customers wrote, in order and before now', () => {
    const talks = company.customers.flatMap(({ conversations = [] }) => conversations);
    expect(talks.length).toBeGreaterThan(3);
    for (const { lines } of talks) {
      const times = lines.map(({ at }) => at);
      expect(times).toEqual([...times].sort());
      expect(times.filter((at) => at >= THURSDAY.toISOString())).toEqual([]);
    }
  });

  it('shows the customer of the first sentence to try as the newest', () => {
    const newest = company.customers
      .map(({ name, follow }) => ({ name, since: Math.max(...follow.map(({ createtime }) => createtime)) }))
      .sort((a, b) => b.since - a.since);
    expect(newest[0]?.name).toBe('赵敏');
  });

  it('is the same whenever it is asked at one instant, and the same people at any other', () => {
    expect(demoCompany(THURSDAY)).toEqual(company);
    const people = (at: string) =>
      demoCompany(new Date(at)).customers.map(({ external_userid: id, name }) => [id, name]);
    expect(people('2027-05-01T00:00:00Z')).toEqual(people('2026-11-26T01:30:00Z'));
  });
});

describe.each(MOMENTS)('its past at %s', (moment) => {
  const now = new Date(moment);
  const journeys = demoJourneys(now);
  const contacts = journeys.flatMap((journey) => journey.contacts);

  it('has 700 to 900 contacts within ten months, on working days, and none today', () => {
    expect(contacts.length).toBeGreaterThanOrEqual(700);
    expect(contacts.length).toBeLessThanOrEqual(900);
    const { year, month, day } = toShanghai(now);
    for (const { at } of contacts) {
      const date = toShanghai(at);
      expect(dayStatus(date).work, at.toISOString()).toBe(true);
      expect(date).not.toMatchObject({ year, month, day });
      expect(at < now && now.getTime() - at.getTime() < 330 * 86_400_000, at.toISOString()).toBe(true);
    }
  });

  it('meets a customer before speaking to him, and keeps the order of things', () => {
    for (const { person, friends, contacts: told } of journeys) {
      const times = told.map(({ at }) => at.getTime());
      expect(times, person.name).toEqual([...new Set(times)].sort((a, b) => a - b));
      for (const { at, authorId, nextStep } of told) {
        const friend = friends.find(({ userid }) => userid === authorId);
        expect(friend && friend.since < at, `${person.name} knows ${authorId}`).toBe(true);
        if (nextStep) expect(nextStep.at > at, person.name).toBe(true);
      }
    }
  });

  it('tells no customer the same twice, and seldom two customers', () => {
    for (const { person, contacts: told } of journeys) {
      const notes = told.map(({ note }) => note);
      expect(new Set(notes).size, `${person.name}: ${notes.join(' / ')}`).toBe(notes.length);
    }
    const notes = contacts.map(({ note }) => note);
    expect(notes.filter((note) => /[{}→]|undefined|NaN/.test(note))).toEqual([]);
    expect(new Set(notes).size / notes.length).toBeGreaterThan(0.75);
  });
});
