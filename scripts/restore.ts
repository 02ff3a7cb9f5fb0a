import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../server/config.ts';
import { systemClock } from '../server/kernel/clock.ts';
import { DomainError } from '../server/kernel/errors.ts';
import { runCommand } from './backup/command.ts';
import { restoreMysql } from './backup/mysql.ts';
import { restoreSqlite } from './backup/sqlite.ts';

const USAGE = '用法：npm run restore -- 备份文件 [--force]';

function readArguments(): { file: string; force: boolean } {
  try {
    const { values, positionals } = parseArgs({
      options: { force: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    if (file !== undefined && others.length === 0) return { file: resolve(file), force: values.force };
  } catch {
    // Said below.
  }
  throw new DomainError('invalid', 'restore.usage', USAGE);
}

/** `npm run restore`: a backup in the place of the database, which nobody may use meanwhile. */
await runCommand(async () => {
  const { file, force } = readArguments();
  if (!existsSync(file)) throw new DomainError('not_found', 'backup.absent', `没有这个备份文件：${file}`);
  const { databaseUrl } = loadConfig();
  const how = { force, now: systemClock.now() };
  const { mended, former } = databaseUrl.startsWith('sqlite:')
    ? await restoreSqlite(file, resolve(databaseUrl.slice('sqlite:'.length)), how)
    : await restoreMysql(file, databaseUrl, how);
  const { corpId, uncertain, setAside, campaigns } = mended;
  return [
    `已恢复（企业 ${corpId}），检查过。`,
    ...(former === null ? [] : [`原来的数据还在：${former}`]),
    ...(uncertain > 0 ? [`${uncertain} 条备份时还没发完的消息会再发，并请企业微信去重。`] : []),
    ...(setAside > 0 ? [`${setAside} 条太久，可能已经发过，先放在一边，等管理员决定。`] : []),
    ...(campaigns > 0 ? [`${campaigns} 个到了时间的营销活动可能已经发过，已取消；要发就重新建。`] : []),
    '所有人要重新登录。备份之后发生的事不在里面：请告诉同事；今天的关怀若已发过，会再放到成员面前一次，由他决定发不发。',
  ];
});
