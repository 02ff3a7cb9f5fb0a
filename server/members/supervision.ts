/** What decides who manages whom, as WeCom tells it. */
export interface Organisation {
  departments: readonly { id: number; parentId: number }[];
  memberships: readonly { memberId: string; departmentId: number; isLeader: boolean }[];
  /** Direct leaders by member. */
  leaders: readonly { memberId: string; leaderId: string }[];
}

/**
 * The members whom `managerId` manages, down the whole line, himself not included:
 * a member's manager is his direct leader, else the leader of his department or of the nearest one above that has one.
 */
export function managedBy(managerId: string, organisation: Organisation): string[] {
  const reports = directReports(organisation);
  const managed = new Set<string>();
  const queue = [managerId];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const report of reports.get(id) ?? []) {
      if (report === managerId || managed.has(report)) continue;
      managed.add(report);
      queue.push(report);
    }
  }
  return [...managed];
}

/** The members directly above one: his direct leaders, else the leaders of his department or of the nearest one above that has some. */
export function managersOver(memberId: string, organisation: Organisation): string[] {
  const reports = directReports(organisation);
  return [...reports].filter(([, managed]) => managed.has(memberId)).map(([managerId]) => managerId);
}

function directReports({ departments, memberships, leaders }: Organisation): Map<string, Set<string>> {
  const reports = new Map<string, Set<string>>();
  const add = (managerId: string, memberId: string) =>
    reports.set(managerId, (reports.get(managerId) ?? new Set()).add(memberId));

  const led = new Set<string>();
  for (const { memberId, leaderId } of leaders) {
    if (memberId === leaderId) continue;
    led.add(memberId);
    add(leaderId, memberId);
  }
  const parentOf = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  const leadersOf = new Map<number, string[]>();
  for (const { memberId, departmentId, isLeader } of memberships) {
    if (isLeader) leadersOf.set(departmentId, [...(leadersOf.get(departmentId) ?? []), memberId]);
  }
  for (const { memberId, departmentId } of memberships) {
    if (led.has(memberId)) continue;
    for (const leaderId of nearestLeaders(departmentId, memberId, parentOf, leadersOf)) add(leaderId, memberId);
  }
  return reports;
}

function nearestLeaders(
  departmentId: number,
  memberId: string,
  parentOf: ReadonlyMap<number, number>,
  leadersOf: ReadonlyMap<number, string[]>,
): string[] {
  const seen = new Set<number>();
  for (let at: number | undefined = departmentId; at !== undefined && !seen.has(at); at = parentOf.get(at)) {
    seen.add(at);
    const leaders = leadersOf.get(at) ?? [];
    // Two who lead one department side by side are colleagues: the one above leads both.
    if (leaders.length > 0 && !leaders.includes(memberId)) return leaders;
  }
  return [];
}
