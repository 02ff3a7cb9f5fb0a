/** Tells whether the phone has a network, now and at each change. */
export function watchNetwork(tell: (connected: boolean) => void): void {
  uni.getNetworkType({ success: ({ networkType }) => tell(networkType !== 'none') });
  uni.onNetworkStatusChange(({ isConnected }) => tell(isConnected));
}
