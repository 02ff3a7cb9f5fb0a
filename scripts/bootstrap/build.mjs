import './guard.mjs';
import { main } from './failure.mjs';
import { prepare } from './prepare.mjs';

main(async () => {
  await prepare('zh');
  return 0;
});
