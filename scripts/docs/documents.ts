import { commands } from '../../bot/commands/index.ts';
import { commandTable } from './command-table.ts';
import { withBlock } from './marked-block.ts';
import { rightsTables } from './rights-table.ts';

/** A document with tables that are made from the code. */
export interface MadeDocument {
  /** From the root. */
  name: string;
  /** The document with its tables as they should be; throws where the marks are missing. */
  freshen(written: string): Promise<string>;
}

/** Every document that `npm run docs` writes to. */
export const documents: readonly MadeDocument[] = [
  {
    name: 'README.md',
    freshen: async (written) => withBlock(written, 'commands', await commandTable(commands, 'en')),
  },
  {
    name: 'README.zh-CN.md',
    freshen: async (written) => withBlock(written, 'commands', await commandTable(commands, 'zh')),
  },
  {
    name: 'SECURITY.md',
    freshen: async (written) => withBlock(written, 'rights', await rightsTables(commands)),
  },
];
