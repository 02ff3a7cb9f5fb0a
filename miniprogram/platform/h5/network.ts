/** Tells whether the browser has a network, now and at each change. */
export function watchNetwork(tell: (connected: boolean) => void): void {
  tell(navigator.onLine);
  window.addEventListener('online', () => tell(true));
  window.addEventListener('offline', () => tell(false));
}
