import { join } from 'node:path';

/** Arguments for Node that build the pages; `platform` is uni-app's: `h5` for browsers, `mp-weixin` for the mini-program. */
export const pagesCommand = (platform) => [
  'node_modules/@dcloudio/vite-plugin-uni/bin/uni.js',
  ...['build', '-p', platform, '-c', 'miniprogram/vite.config.ts'],
];

/** What that build finds in its environment; `output` is the folder that it empties and fills. */
export const pagesEnv = (root, output) => ({
  ...process.env,
  NODE_ENV: 'production',
  // Otherwise uni-app's command tells its makers about this machine.
  CI: '1',
  UNI_INPUT_DIR: join(root, 'miniprogram'),
  VITE_ROOT_DIR: join(root, 'miniprogram'),
  UNI_OUTPUT_DIR: output,
});
