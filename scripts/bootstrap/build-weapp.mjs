import './guard.mjs';
import { build, weappBuild } from './build-steps.mjs';
import { main } from './failure.mjs';
import { prepare, root } from './prepare.mjs';
import { words } from './words.mjs';

main(async () => {
  const runtime = await prepare('zh');
  await build(root, runtime, [weappBuild(root)], words.zh);
  console.log('小程序在 dist/weapp，用微信开发者工具打开它。PUBLIC_URL 是它要找的服务地址。');
  return 0;
});
