/** Does what only one of the browser's pages may do at a time, after those who began before. */
export async function alone(name: string, work: () => Promise<void>): Promise<void> {
  // Browsers have locks over TLS and on this machine only.
  await ('locks' in navigator ? navigator.locks.request(name, work) : work());
}
