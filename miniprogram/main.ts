import { createSSRApp } from 'vue';

import App from './App.vue';

/** Called by uni-app on both platforms; it mounts what is returned. */
export function createApp() {
  return { app: createSSRApp(App) };
}
