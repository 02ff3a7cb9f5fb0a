/** Work that takes longer than anybody should wait for it; it may still end. */
export class StillWorking extends Error {
  override name = 'StillWorking';
}

/** Waits for `work` at most so many milliseconds; then calls `late` and throws `StillWorking`. */
export async function within<T>(milliseconds: number, work: Promise<T>, late?: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late?.();
      reject(new StillWorking(`not done within ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}
