import type { Ctx } from '../server/kernel/context.ts';
import type { ChatInbound } from '../server/kernel/ports.ts';
import { normalize } from '../server/understanding/text.ts';
import type { Answer } from './answer.ts';
import { commands } from './commands/index.ts';
import { matchCommand } from './grammar/match-command.ts';

const NOT_A_LINE: Partial<Record<ChatInbound['kind'], string>> = {
  image: '图片',
  voice: '语音',
  video: '视频',
  file: '文件',
  location: '位置',
  link: '链接',
};

/** What the bot answers to a line; a refusal is thrown as `DomainError`. */
export async function respond(ctx: Ctx, { kind, text }: Pick<ChatInbound, 'kind' | 'text'>): Promise<Answer> {
  const media = NOT_A_LINE[kind];
  if (media) return `${media}现在还记不进来，请用文字说。例如：跟进 张三 电话 已发报价单`;
  const line = normalize(text);
  const match = matchCommand(commands, line);
  if (match) return match.command.run(ctx, match.rest);
  return line ? NOT_UNDERSTOOD : EMPTY;
}

/** The code of the command that a line is, for the log; null for none. */
export const commandOf = (text: string): string | null => matchCommand(commands, normalize(text))?.command.code ?? null;

const EMPTY = '什么都没收到。说“帮助”看怎么用。';
const NOT_UNDERSTOOD = [
  '这句没看懂，也没有记下来。可以这样说：',
  '跟进 张三 电话 已发报价单',
  '查 张三',
  '说“帮助”看全部。',
].join('\n');
