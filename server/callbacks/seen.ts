/** The signatures of the callbacks that were made durable last; the one unused for longest goes first. */
export interface Seen {
  has(signature: string): boolean;
  add(signature: string): void;
}

/** Remembers up to `limit` signatures, about 150 bytes each. */
export function rememberSeen(limit: number): Seen {
  const signatures = new Set<string>();
  return {
    has(signature) {
      if (!signatures.delete(signature)) return false;
      signatures.add(signature);
      return true;
    },
    add(signature) {
      signatures.add(signature);
      const [oldest] = signatures;
      if (signatures.size > limit && oldest !== undefined) signatures.delete(oldest);
    },
  };
}
