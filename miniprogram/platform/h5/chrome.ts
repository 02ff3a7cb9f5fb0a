/** Room that the host takes at the top of a page: none, WeCom's own title bar stands above it. */
export const chrome = (): { top: number; height: number; right: number } => ({ top: 0, height: 44, right: 0 });
