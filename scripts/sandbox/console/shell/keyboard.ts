/** Keeps the page as high as what is left above an on-screen keyboard, for browsers that only slide it over the page. */
export function followKeyboard({ visualViewport, document }: Window): void {
  if (!visualViewport) return;
  visualViewport.addEventListener('resize', () => {
    document.documentElement.style.setProperty('--page-height', `${visualViewport.height}px`);
  });
}
