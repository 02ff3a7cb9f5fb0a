/** What the server said to a call, or that nothing came back. */
export interface Answer {
  /** 0 where the server was not reached. */
  status: number;
  body: unknown;
}

/** A call that did not succeed; `sentence` is Chinese and says what to do. */
export class Refusal extends Error {
  readonly sentence: string;
  /** The server's word for it, for whoever helps; empty where there is none. */
  readonly code: string;
  readonly status: number;

  constructor(sentence: string, status: number, code = '') {
    super(sentence);
    this.name = 'Refusal';
    this.sentence = sentence;
    this.status = status;
    this.code = code;
  }

  /** Whether the same call may succeed later. */
  get again(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const UNREACHED = '没连上。检查网络后再试一次。';
const FAULT = '服务出了问题，请稍后再试。';

/** Reads the server's refusal. */
export function refusalOf({ status, body }: Answer): Refusal {
  if (status === 0) return new Refusal(UNREACHED, 0);
  const { message, code } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return new Refusal(
    typeof message === 'string' && message ? message : FAULT,
    status,
    typeof code === 'string' ? code : String(status),
  );
}

/** Whatever was thrown, as a refusal: what is none is a fault of the page. */
export const asRefusal = (failure: unknown): Refusal =>
  failure instanceof Refusal ? failure : new Refusal('页面出了点问题。刷新一下再试。', 500, 'page');
