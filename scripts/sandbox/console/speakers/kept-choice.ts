import { noChoice, parseChoice, type Choice } from './choice.view.ts';

const KEY = 'changke-sandbox-choice';

/** The choice that this browser kept; nobody where it may not keep anything. */
export function keptChoice(): Choice {
  try {
    return parseChoice(localStorage.getItem(KEY));
  } catch {
    return noChoice;
  }
}

/** Keeps the choice for the next visit, where the browser allows it. */
export function keepChoice(choice: Choice): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // A private window may refuse storage; the page works without.
  }
}
