/** An operation of Wechaty's that WeCom offers no self-built app; `operation` is the puppet method's name. */
export class PuppetUnsupportedError extends Error {
  constructor(
    readonly operation: string,
    reason: string,
  ) {
    super(`${operation} is not supported: ${reason}`);
    this.name = 'PuppetUnsupportedError';
  }
}

/** Why a message was not sent: nobody there to get it, or WeCom would have cut it off silently. */
export type PuppetSendErrorKind = 'invalid-recipient' | 'too-long';

/** A message that reached nobody; `invalidUsers` are the userids WeCom named, in lower case as WeCom answers them. */
export class PuppetSendError extends Error {
  constructor(
    readonly kind: PuppetSendErrorKind,
    message: string,
    readonly invalidUsers: readonly string[] = [],
  ) {
    super(message);
    this.name = 'PuppetSendError';
  }
}

/** A userid that neither the host nor WeCom knows as a member. */
export class PuppetUnknownMemberError extends Error {
  constructor(readonly userid: string) {
    super(`no member with the userid ${JSON.stringify(userid)}`);
    this.name = 'PuppetUnknownMemberError';
  }
}

/** A message handed over while the puppet was not running; the host has to hand it over again later. */
export class PuppetNotRunningError extends Error {
  constructor() {
    super('the puppet is not running: start the bot before it receives messages');
    this.name = 'PuppetNotRunningError';
  }
}
