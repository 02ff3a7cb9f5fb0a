import type { FetchedCustomer } from '../../server/wecom/messages/fetch-customer.ts';
import type { FetchedDirectory } from '../../server/wecom/messages/fetch-directory.ts';
import { corpTag } from './tags.ts';
import type { CompanyCustomer, SandboxCompany } from '../sandbox/company.ts';

/** The directory as the product would have read it from the sandbox. */
export const fetchedDirectory = ({ departments, members }: SandboxCompany): FetchedDirectory => ({
  departments: departments.map(({ id, parentid, name }) => ({ id, parentId: parentid, name })),
  members: members.map(
    ({ userid, name, position, department, is_leader_in_dept: leads, direct_leader: directLeaders }) => ({
      userId: userid,
      name,
      position: position || null,
      departments: department.map((id, at) => ({ id, isLeader: leads[at] === 1 })),
      directLeaders,
      left: false,
    }),
  ),
});

/** A customer as the product would have read him, and besides the company and phone that his owner wrote down. */
export const fetchedCustomer = (
  { external_userid: externalUserId, name, corp_name: company = '', follow }: CompanyCustomer,
  phone: string | null,
): FetchedCustomer => ({
  externalUserId,
  name,
  company: company || null,
  followers: follow.map(({ userid, remark, description, createtime, add_way: addWay, state = '', tags = [] }, at) => ({
    userId: userid,
    remark: remark || null,
    description: description || null,
    since: createtime,
    addWay,
    state: state || null,
    company: null,
    phone: at === 0 ? phone : null,
    tags: tags.map(corpTag),
  })),
});
