import { spawn } from 'node:child_process';
import { isatty } from 'node:tty';

/** Each child and whether it is expendable. */
const running = new Map();
const cleanups = new Set();
let stopping = null;
let handedOver = false;

/**
 * Starts a program; `child` is it, `ended` its end as `{ code, signal, output }`, never rejected
 * (and never resolved once the run was interrupted).
 * An `expendable` one is killed on interruption instead of asked to stop: its work is thrown away anyhow.
 */
export function launch(command, args, { expendable = false, ...options }) {
  const child = spawn(command, args, options);
  running.set(child, expendable);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const ended = new Promise((resolve) => {
    const end = (code, signal) => {
      running.delete(child);
      // What was interrupted does not go on; stop() ends it.
      if (!stopping || handedOver) resolve({ code, signal, output });
    };
    child.once('error', (error) => {
      output += `${error.message}\n`;
      end(127, null);
    });
    child.once('close', end);
  });
  return { child, ended };
}

/** Undoes something should the run be interrupted; the function that comes back takes the cleanup off again. */
export function whenInterrupted(cleanup) {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

// In a terminal Ctrl-C reaches the children by itself, and npm repeats it to us: passing it on would stop them twice.
const inTerminal = [0, 1, 2].some((descriptor) => isatty(descriptor));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(signal));

// npm passes a signal on to its shell alone, which dies of it without telling us.
const shell = process.ppid;
const watch = process.env.npm_lifecycle_event
  ? setInterval(() => process.ppid === shell || stop('SIGTERM'), 500).unref()
  : null;

async function stop(signal) {
  if (stopping) {
    // The same key press arrives once from the terminal and once from npm; a later one means it.
    if (Date.now() - stopping.at > 1000) for (const child of running.keys()) child.kill('SIGKILL');
    return;
  }
  stopping = { signal, at: Date.now() };
  clearInterval(watch);
  const ends = [...running.keys()].map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const [child, expendable] of running) {
    if (expendable) child.kill('SIGKILL');
    else if (signal !== 'SIGINT' || !inTerminal) child.kill(signal);
  }
  await Promise.all(ends);
  for (const cleanup of [...cleanups].reverse()) await cleanup();
  if (handedOver) return;
  dieOf(signal);
}

/** Dying of the signal instead of an exit code keeps npm from explaining an error that is none. */
function dieOf(signal) {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Gives the terminal to a program until it ends, and ends as it did. */
export async function handOver(command, args, options) {
  handedOver = true;
  const { code, signal, output } = await launch(command, args, { stdio: 'inherit', ...options }).ended;
  if (output !== '') console.error(output);
  if (signal === null) return code;
  dieOf(signal);
  return new Promise(() => {});
}
