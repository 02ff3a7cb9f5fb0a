/** Room that the host takes at the top of a page: the status bar, and the capsule at the right. */
export function chrome(): { top: number; height: number; right: number } {
  const { windowWidth } = uni.getWindowInfo();
  const capsule = uni.getMenuButtonBoundingClientRect();
  return { top: capsule.top - 6, height: capsule.height + 12, right: windowWidth - capsule.left };
}
