/** Whom the sandbox begins with: one company, its app, its people and the customers they know already. */
export interface SandboxCompany {
  name: string;
  appName: string;
  departments: CompanyDepartment[];
  members: CompanyMember[];
  customers: CompanyCustomer[];
  /** Corp tag groups that exist from the start; `ids` in step with `tags`, where somebody has to know them beforehand. */
  tags?: { groupName: string; tags: string[]; ids?: string[] }[];
}

/** A department as `department/get` tells it; the root has id 1 and parentid 0. */
export interface CompanyDepartment {
  id: number;
  name: string;
  parentid: number;
  order: number;
  /** Userids. */
  department_leader: string[];
}

/** A member as `user/get` tells it; `is_leader_in_dept` goes in step with `department`. */
export interface CompanyMember {
  userid: string;
  name: string;
  position: string;
  department: number[];
  is_leader_in_dept: (0 | 1)[];
  main_department: number;
  /** Userids. */
  direct_leader: string[];
  alias?: string;
  mobile?: string;
}

/** A person outside: type 1 uses WeChat, type 2 the WeCom of another company. */
export interface CompanyCustomer {
  external_userid: string;
  name: string;
  type: 1 | 2;
  corp_name?: string;
  /** 0 unknown, 1 male, 2 female. */
  gender?: 0 | 1 | 2;
  /** Members who have him as a contact. */
  follow: CompanyFollow[];
  /** What was said before the sandbox began, oldest first. */
  conversations?: { userid: string; lines: { from: 'customer' | 'member'; at: string; text: string }[] }[];
}

/** A friendship between a member and a customer, as `externalcontact/get` tells it. */
export interface CompanyFollow {
  userid: string;
  remark: string;
  description: string;
  /** Seconds since 1970. */
  createtime: number;
  /** wecom-api.md 6, `add_way`. */
  add_way: number;
  state?: string;
  /** Names of corp tags; one that `SandboxCompany.tags` does not have is added to the group 客户标签. */
  tags?: string[];
}
