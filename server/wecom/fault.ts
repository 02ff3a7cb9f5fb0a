import { explainErrcode, type Treatment } from './errcodes.ts';

/** What is known of a call that did not succeed. */
export interface FaultDetails {
  /** WeCom's errcode; null where no readable answer came (network, HTTP, time-out). */
  errcode: number | null;
  path: string;
  treatment: Treatment;
  /** `unknown` where WeCom may have done what was asked, although it did not say so. */
  outcome: 'refused' | 'unknown';
  /** English, for the log: no address, no token, nothing that a person typed. */
  reason: string;
  /** The least number of seconds before the next try. */
  waitSeconds?: number | undefined;
  /** Chinese: what an admin can do about it. */
  sentence?: string | undefined;
}

/** A call to WeCom that did not succeed, and what to do about it; safe to log as it is. */
export class WecomFault extends Error implements FaultDetails {
  readonly errcode: number | null;
  readonly path: string;
  readonly treatment: Treatment;
  readonly outcome: 'refused' | 'unknown';
  readonly reason: string;
  readonly waitSeconds?: number | undefined;
  readonly sentence?: string | undefined;

  constructor(details: FaultDetails) {
    super(`WeCom ${details.path}: ${details.reason}`);
    this.name = 'WecomFault';
    this.errcode = details.errcode;
    this.path = details.path;
    this.treatment = details.treatment;
    this.outcome = details.outcome;
    this.reason = details.reason;
    this.waitSeconds = details.waitSeconds;
    this.sentence = details.sentence;
  }
}

/** A minute's limit is lifted after 60 seconds (wecom-api.md 1.1); an hour's answers the next try in the same way. */
const LIMIT_SECONDS = 60;

/** The fault that an errcode stands for; `errmsg` is only searched for our own address, which an admin has to enter. */
export function refusal(path: string, errcode: number, errmsg: unknown): WecomFault {
  const { treatment, meaning, sentence } = explainErrcode(errcode);
  return new WecomFault({
    errcode,
    path,
    treatment,
    outcome: 'refused',
    reason: `${errcode} ${meaning}`,
    waitSeconds: treatment === 'wait' ? LIMIT_SECONDS : undefined,
    sentence: errcode === 60020 ? withOwnAddress(sentence, errmsg) : sentence,
  });
}

/** The fault of a call that brought no answer of WeCom's: worth another try. */
export function noAnswer(path: string, reason: string, outcome: 'refused' | 'unknown'): WecomFault {
  return new WecomFault({ errcode: null, path, treatment: 'retry', outcome, reason });
}

function withOwnAddress(sentence: string | undefined, errmsg: unknown): string | undefined {
  const address = typeof errmsg === 'string' ? /from ip: ([0-9a-fA-F.:]{3,45})/.exec(errmsg)?.[1] : undefined;
  return sentence && address ? `${sentence}（企业微信看到的 IP：${address}）` : sentence;
}
