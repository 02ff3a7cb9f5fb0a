import type { EntityManager } from 'typeorm';
import { Customer, CustomerRelation, CustomerToken } from '../../../entities/customer.ts';
import { Member } from '../../../entities/member.ts';
import { soundColumns } from '../../../server/customers/index-customer.ts';
import { searchTokens } from '../../../server/understanding/names.ts';
import { customerId, memberId } from '../company.ts';

/** Customers of each member, who bear names that differ. */
export const CUSTOMERS_EACH = 3;

const AT_ONCE = 500;
const SURNAMES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'];
const GIVEN = ['建国', '秀英', '志强', '丽华', '晓明', '海燕', '文博', '雨桐', '俊杰', '思远', '美玲'];
const PLACES = ['云栖', '海棠', '南山', '临江', '东湖', '青石', '望京'];
const TRADES = ['民宿', '酒店', '茶馆', '餐饮', '烘焙'];

const pick = (words: readonly string[], n: number): string => words[n % words.length] ?? '';

/** A member's userid. */
export const userId = (member: number): string => `bench${member}`;

/** The name of one of a member's customers. */
export const customerName = (member: number, n: number): string =>
  `${pick(SURNAMES, member + (n % CUSTOMERS_EACH))}${pick(GIVEN, member)}`;

/** The WeCom id of one of a member's customers. */
export const externalUserId = (member: number, n: number): string => `wmBENCH${member}x${n % CUSTOMERS_EACH}`;

/** Writes members and their customers past the use-cases, findable as if they had come through them. */
export async function hireStaff(db: EntityManager, members: number, now: Date): Promise<void> {
  for (let from = 0; from < members; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, members - from) }, (_, n) => from + n);
    await db.insert(
      Member,
      some.map((n) => ({
        ...{ id: memberId(n), userId: userId(n), userKey: userId(n), name: `员工${n}`, position: null },
        ...{ status: 'active' as const, greetedAt: null, syncedAt: now, createdAt: now },
      })),
    );
    const customers = some.flatMap((member) =>
      Array.from({ length: CUSTOMERS_EACH }, (_, n) => customerOf(member, n, now)),
    );
    await db.insert(Customer, customers);
    await db.insert(
      CustomerRelation,
      customers.map(({ id, ownerId }) => ({
        ...{ customerId: id, memberId: ownerId, remark: null, description: null, addWay: null, state: null },
        ...{ half: false, welcomedAt: null, since: now, endedAt: null, endedBy: null },
      })),
    );
    for (const customer of customers) {
      const tokens = [...new Set(searchTokens(customer.name, customer.company))];
      await db.insert(
        CustomerToken,
        tokens.map((token) => ({ token, customerId: customer.id })),
      );
    }
  }
}

function customerOf(member: number, n: number, now: Date): Customer {
  const name = customerName(member, n);
  return {
    ...{ id: customerId(member * CUSTOMERS_EACH + n), externalUserId: externalUserId(member, n), name },
    ...{ company: `${pick(PLACES, member)}${pick(TRADES, member + n)}`, phone: null, stage: 'lead', source: null },
    ...{ ownerId: memberId(member), ...soundColumns(name), followupCount: 0, lastFollowedUpAt: null, createdAt: now },
  };
}
