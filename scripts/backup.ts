import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../server/config.ts';
import { systemClock } from '../server/kernel/clock.ts';
import { DomainError } from '../server/kernel/errors.ts';
import { backupName, removeOld } from './backup/backup-file.ts';
import { runCommand } from './backup/command.ts';
import { backupMysql } from './backup/mysql.ts';
import { backupSqlite } from './backup/sqlite.ts';

const FOLDER = 'data/backups';
const USAGE = '用法：npm run backup [-- 文件] 或 npm run backup -- --keep 份数（留最近几份，更早的删掉）';

function readArguments(): { file: string | undefined; keep: number | null } {
  try {
    const { values, positionals } = parseArgs({ options: { keep: { type: 'string' } }, allowPositionals: true });
    const keep = values.keep === undefined ? null : Number(values.keep);
    const isWrong = keep !== null && (!Number.isInteger(keep) || keep < 1 || positionals.length > 0);
    if (!isWrong && positionals.length <= 1) return { file: positionals[0], keep };
  } catch {
    // Said below.
  }
  throw new DomainError('invalid', 'backup.usage', USAGE);
}

/** `npm run backup`: the database in one file, also while the product runs. */
await runCommand(async () => {
  const { file, keep } = readArguments();
  const { databaseUrl } = loadConfig();
  const isSqlite = databaseUrl.startsWith('sqlite:');
  const name = backupName(systemClock.now(), isSqlite ? 'sqlite' : 'sql.gz');
  const target = resolve(file ?? `${FOLDER}/${name}`);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  if (isSqlite) await backupSqlite(resolve(databaseUrl.slice('sqlite:'.length)), target);
  else await backupMysql(databaseUrl, target);
  const removed = keep === null ? [] : removeOld(dirname(target), keep);
  return [
    `已备份：${target}（${(statSync(target).size / 1e6).toFixed(1)} MB，检查过）`,
    '里面是全部客户资料，请放在只有管理员能读的地方。',
    ...(removed.length > 0 ? [`删掉了更早的 ${removed.length} 份。`] : []),
  ];
});
