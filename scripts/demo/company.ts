import type { CompanyCustomer, CompanyFollow, SandboxCompany } from '../sandbox/company.ts';
import type { Friend, Journey } from './journey.ts';
import { demoJourneys } from './journeys.ts';
import { departments, members } from './staff.ts';
import { companyTags } from './tags.ts';

/** 禾木咖啡, which sells coffee machines and beans: 12 members, 3 departments and 200 customers as they are at `now`. */
export const demoCompany = (now: Date): SandboxCompany => ({
  name: '禾木咖啡',
  appName: '常客',
  departments: structuredClone(departments),
  members: structuredClone(members),
  tags: companyTags,
  customers: demoJourneys(now).map(presentPerson),
});

function presentPerson(journey: Journey, index: number): CompanyCustomer {
  const { person, friends, talk, tags } = journey;
  return {
    external_userid: person.externalUserId,
    name: person.name,
    type: 1,
    corp_name: person.company,
    follow: friends.map((friend, at) => ({
      ...presentFriend(friend, at === 0 ? remark(journey, index) : person.name),
      ...(at === 0 && tags.length > 0 && { tags }),
    })),
    ...(talk.length > 0 && {
      conversations: [
        { userid: person.ownerId, lines: talk.map(({ at, ...line }) => ({ ...line, at: at.toISOString() })) },
      ],
    }),
  };
}

function presentFriend({ userid, since, addWay, state, description }: Friend, remarked: string): CompanyFollow {
  const createtime = Math.floor(since.getTime() / 1000);
  return { userid, remark: remarked, description, createtime, add_way: addWay, ...(state !== null && { state }) };
}

const DOUBLE_SURNAMES = ['欧阳', '司徒', '上官', '诸葛'];

/** Some reps write the company behind the name, some before the surname, some nothing. */
function remark({ person: { name, company } }: Journey, index: number): string {
  const surname = DOUBLE_SURNAMES.find((each) => name.startsWith(each)) ?? name.slice(0, 1);
  return [`${name}-${company}`, `${name}-${company}`, name, `${company}${surname}总`, ''][index % 5] ?? '';
}
