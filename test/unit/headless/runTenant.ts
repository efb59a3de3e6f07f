import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Served = { readonly url: string; stop(): Promise<void> };

const program = fileURLToPath(new URL('../../../src/extension/sample/serve.ts', import.meta.url));

/** Serves the sample tenant over HTTP in a process of its own and resolves with the address that it prints. */
export async function serveTenant(args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [url] = await Promise.race([once(lines, 'line'), ended.then(() => Promise.reject(new Error('the tenant ended before it served')))]);
  return {
    url: String(url),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
