import '@fontsource/barlow/latin-500.css';
import '@fontsource/barlow/latin-600.css';
import './theme.css';
import './base.css';

import { createApp } from 'vue';

import App from './app.vue';
import { followKeyboard } from './shell/keyboard.ts';

followKeyboard(window);

createApp(App).mount('#console');
