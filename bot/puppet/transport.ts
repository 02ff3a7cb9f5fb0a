/**
 * The way to WeCom's API, supplied by the host: `path` is what follows `/cgi-bin/`, such as `message/send`.
 * The host owns tokens, retries and limits, and throws its own error for every errcode other than 0.
 */
export interface WecomTransport {
  get(path: string, query?: Record<string, string>): Promise<Record<string, unknown>>;
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
}
