/** What matters of a key press in a message input. */
export interface KeyPress {
  key: string;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/** Whether a key press sends the line: Enter, but not with Shift, and not the Enter that ends a word of an input method. */
export const sendsLine = ({ key, shiftKey, isComposing, keyCode }: KeyPress): boolean =>
  // Safari reports the composing Enter as finished, with the old key code 229.
  key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229;
