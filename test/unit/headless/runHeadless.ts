import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

const program = fileURLToPath(new URL('../../../src/extension/headless.ts', import.meta.url));

/**
 * Runs the headless program to its end in a process of its own, with nothing but `env` in its environment.
 * @param interruptAt presses Ctrl-C once stderr has said this
 */
export function headless(args: readonly string[], env: Readonly<Record<string, string>> = {}, interruptAt?: string): Promise<Ended> {
  return new Promise((resolve) => {
    let said = '';
    const child = execFile(process.execPath, [program, ...args], { env: { ...env }, maxBuffer: 50_000_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ code: typeof code === 'number' ? code : -1, stdout, stderr });
    });
    if (interruptAt === undefined) return;
    child.stderr?.on('data', (chunk: string) => {
      const before = said;
      said += chunk;
      if (!before.includes(interruptAt) && said.includes(interruptAt)) child.kill('SIGINT');
    });
  });
}
