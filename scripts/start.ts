import { loadConfig } from '../server/config.ts';
import { systemClock } from '../server/kernel/clock.ts';
import { createLog } from '../server/log.ts';
import { runProcess } from '../server/main.ts';
import { serve } from '../server/serve.ts';
import { startDemo } from './demo/start-demo.ts';

/** `npm start`: the product on a company's WeCom, or, without its settings, on the sandbox with a demo company. */
await runProcess(async () => {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  const { wecom } = config;
  if (!wecom) return startDemo(config, log);

  const running = await serve({ config: { ...config, wecom }, sandbox: false, clock: systemClock, log });
  const callback = `${config.publicUrl ?? '（你的域名）'}/wecom/callback`;
  process.stdout.write(`常客已启动：${running.address}\n企业微信“接收消息”的 URL 填：${callback}\n`);
  return running;
});
