/** Does what only one of a device's pages may do at a time: a mini-program runs once. */
export const alone = (_name: string, work: () => Promise<void>): Promise<void> => work();
