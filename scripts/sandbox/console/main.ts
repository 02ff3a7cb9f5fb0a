import '@fontsource/barlow/latin-500.css';
import '@fontsource/barlow/latin-600.css';
import './theme.css';
import './base.css';

import { createApp } from 'vue';

import App from './app.vue';
import { createControl } from './control.ts';
import { createDesk, deskKey } from './desk.ts';
import { followKeyboard } from './shell/keyboard.ts';

followKeyboard(window);

createApp(App).provide(deskKey, createDesk(createControl('/_sandbox'))).mount('#console');
