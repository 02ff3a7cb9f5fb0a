/** What goes with a call: fields of its path, its query or its body. */
export type Input = Record<string, unknown>;

/** Puts an input where it belongs: `:id` of the path first, the rest into the query of a GET or the body of everything else. */
export function addressOf(method: string, path: string, input: Input): { path: string; body: Input | null } {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const filled = path.replace(/:(\w+)/g, (_part, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  if (method.toUpperCase() !== 'GET') return { path: filled, body: Object.fromEntries(rest) };
  const query = [...rest].map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return { path: query ? `${filled}?${query}` : filled, body: null };
}
