/** WeCom's own calls in a mini-program, as far as we use them; missing outside WeCom. */
interface WxQy {
  login(options: {
    success(result: { code: string; errMsg: string }): void;
    fail(result: { errMsg: string }): void;
  }): void;
}

declare const wx: { qy?: WxQy };

/** Address of the server, without a slash at its end; set when the mini-program is built. */
declare const __SERVER__: string;
