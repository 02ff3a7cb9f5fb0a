/** Arguments for Node that build the pages. */
export function pagesCommand(platform: 'h5' | 'mp-weixin'): string[];

/** What that build finds in its environment. */
export function pagesEnv(root: string, output: string): Record<string, string | undefined>;
