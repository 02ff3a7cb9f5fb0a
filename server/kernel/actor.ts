/** Whose customers a member may see: his own, those of the members he manages as well, or all. */
export type Scope = { kind: 'own' } | { kind: 'managed'; memberIds: readonly string[] } | { kind: 'all' };

/** Who asks: a member of staff, or the product itself when a clock or a callback makes it act. */
export type Actor = { kind: 'member'; id: string; userId: string; name: string; scope: Scope } | { kind: 'system' };

/** The product itself. */
export const system: Actor = { kind: 'system' };
