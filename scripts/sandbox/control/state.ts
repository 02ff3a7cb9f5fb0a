import type { SandboxCustomer, SandboxMember, SandboxState } from '../api.ts';
import { presentMenu } from '../api/menu.ts';
import { unreadInChat } from '../chat.ts';
import type { CompanyMember } from '../company.ts';
import { memberName } from '../people.ts';
import { unreadOnPhone } from '../phone.ts';
import type { Customer } from '../records.ts';
import type { World } from '../world.ts';

/** `GET /_sandbox/state`. */
export const readState = (world: World): SandboxState => ({
  corp: world.corp,
  customerPage: world.customerPage,
  app: { agentId: world.app.agentId, name: world.app.name, menu: presentMenu(world) },
  clock: world.clock.view(),
  members: world.records.members.list().map((member) => presentMember(world, member)),
  customers: presentCustomers(world),
  wireSeq: world.wire.seq,
});

function presentMember(world: World, member: CompanyMember): SandboxMember {
  const { userid, name, position } = member;
  return {
    userid,
    name,
    position,
    department: world.records.departments.get(String(member.main_department))?.name ?? '',
    isLeader: member.is_leader_in_dept.includes(1),
    unread: unreadInChat(world, userid),
  };
}

function presentCustomers(world: World): SandboxCustomer[] {
  const rows = world.records.customers.list().map((customer) => {
    const contacts = world.records.follows
      .list(customer.external_userid)
      .map(({ userid, remark, createtime, half }) => ({
        userid,
        memberName: memberName(world, userid),
        remark,
        since: new Date(createtime * 1000).toISOString(),
        half,
      }));
    return {
      view: presentCustomer(world, customer, contacts),
      newest:
        contacts
          .map(({ since }) => since)
          .sort()
          .at(-1) ?? customer.arrivedAt,
    };
  });
  return rows.sort((a, b) => (a.newest < b.newest ? 1 : a.newest > b.newest ? -1 : 0)).map(({ view }) => view);
}

function presentCustomer(world: World, customer: Customer, contacts: SandboxCustomer['contacts']): SandboxCustomer {
  const { external_userid: id, name, corp_name: corpName = null } = customer;
  return { externalUserId: id, name, corpName, contacts, unread: unreadOnPhone(world, id) };
}
