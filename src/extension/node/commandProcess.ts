import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { CommandOutcome, Printed } from '../core/model/command.ts';
import { descendantsOf, endProcesses } from './processTree.ts';

export type Start = {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly mostBytes: number;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
};

/**
 * Starts a program and waits for its end. It has nothing to read from and no terminal, so what would ask a question gets an end of file. Time-out
 * and abort end everything that it started. Rejects with the system's error where it could not be started.
 */
export function startCommand(path: string, argv: readonly string[], { env, cwd, ...limits }: Start): Promise<CommandOutcome> {
  const child = spawn(path, [...argv], {
    ...{ env, cwd, shell: false, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] },
    // A session of its own: /dev/tty is not there to ask on, and the whole group can be ended by one id.
    detached: process.platform !== 'win32',
  });
  return outcomeOf(child, limits);
}

type Limits = Omit<Start, 'env' | 'cwd'>;
type Stopped = 'timedOut' | 'cancelled';

function outcomeOf(child: ChildProcess, { timeoutMs, signal, mostBytes }: Limits): Promise<CommandOutcome> {
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => collected(stream, mostBytes)) as [Collected, Collected];
  const printed = (): Printed => ({ stdout: stdout.text(), stderr: stderr.text(), cut: stdout.cut() || stderr.cut() });
  let stopped: Stopped | undefined;
  return new Promise((resolve, reject) => {
    const stop = (why: Stopped) => {
      endTree(child, () => {
        stopped ??= why;
      }).catch(reject);
    };
    const timer = setTimeout(() => stop('timedOut'), timeoutMs);
    const onAbort = () => stop('cancelled');
    signal.addEventListener('abort', onAbort);
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('exit', () => endLeftovers(child));
    child.once('close', (code, by) => {
      settle();
      resolve(ending(printed(), { code, by, stopped, timeoutMs }));
    });
  });
}

type Ending = {
  readonly code: number | null;
  readonly by: string | null;
  readonly stopped: Stopped | undefined;
  readonly timeoutMs: number;
};

function ending(printed: Printed, { code, by, stopped, timeoutMs }: Ending): CommandOutcome {
  if (stopped === 'timedOut') return { kind: 'timedOut', afterMs: timeoutMs, ...printed };
  if (stopped === 'cancelled') return { kind: 'cancelled', ...printed };
  return code === null ? { kind: 'killed', by: by ?? 'unknown', ...printed } : { kind: 'ended', exitCode: code, ...printed };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/**
 * Ends a program and all below it: what left the group is found by its parent, before that is gone. `onKill` is told right before; not where the
 * program ended by itself in the meantime, whose exit code then counts.
 */
async function endTree(child: ChildProcess, onKill: () => void): Promise<void> {
  const { pid } = child;
  if (pid === undefined || hasEnded(child)) return;
  const below = await descendantsOf(pid);
  if (hasEnded(child)) return;
  onKill();
  endProcesses([process.platform === 'win32' ? pid : -pid, ...below]);
  closeStreams(child);
}

const graceMs = 1_000;

/** A helper that outlives its program would hold the streams open: it is ended with the program's group, and not waited for. */
function endLeftovers(child: ChildProcess): void {
  const timer = setTimeout(() => {
    if (child.pid !== undefined && process.platform !== 'win32') endProcesses([-child.pid]);
    closeStreams(child);
  }, graceMs);
  child.once('close', () => clearTimeout(timer));
}

function closeStreams({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}

type Collected = { text(): string; cut(): boolean };

/** Keeps the first bytes of a stream and reads the rest away: a full pipe would stop the program. */
function collected(stream: Readable | null, mostBytes: number): Collected {
  const chunks: Buffer[] = [];
  let kept = 0;
  let seen = 0;
  stream?.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    const part = chunk.subarray(0, mostBytes - kept);
    if (part.length === 0) return;
    kept += part.length;
    chunks.push(part);
  });
  return { text: () => Buffer.concat(chunks).toString('utf8'), cut: () => seen > kept };
}
