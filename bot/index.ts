export { createBot, type Bot, type BotDeps } from './create-bot.ts';
export { menu } from './menu.ts';
