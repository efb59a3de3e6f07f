import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The process ids below a process, children first. Empty where the machine cannot list processes. */
export async function descendantsOf(pid: number): Promise<readonly number[]> {
  const pairs = await listProcesses();
  const below = (parent: number): readonly number[] =>
    pairs.filter((one) => one.parent === parent).flatMap((one) => [one.pid, ...below(one.pid)]);
  return below(pid);
}

type Listed = { readonly pid: number; readonly parent: number };

async function listProcesses(): Promise<readonly Listed[]> {
  const [program, args] =
    process.platform === 'win32'
      ? [
          'powershell',
          ['-NoProfile', '-Command', 'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId)" }'],
        ]
      : ['ps', ['-A', '-o', 'pid=,ppid=']];
  try {
    const { stdout } = await run(program as string, args as string[], { timeout: 5000, maxBuffer: 16 * 1024 * 1024 });
    return stdout.split('\n').flatMap((line) => {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      return pid !== undefined && parent !== undefined && pid > 0 ? [{ pid, parent }] : [];
    });
  } catch (error) {
    // No ps on this machine (a slim container): the SDK still ends the server itself.
    if (error instanceof Error) return [];
    throw error;
  }
}

/** Ends processes at once. Those that are gone (ESRCH), or whose id now is someone else's (EPERM), are left alone. */
export function endProcesses(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
    }
  }
}
