import './guard.mjs';
import { main } from './failure.mjs';
import { runBuilt } from './prepare.mjs';

main(() => runBuilt('scripts/outbox.js'));
