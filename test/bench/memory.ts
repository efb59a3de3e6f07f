import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const tenantProgram = fileURLToPath(new URL('./largeTenant.ts', import.meta.url));
const clientProgram = fileURLToPath(new URL('./memoryClient.ts', import.meta.url));

/** Bytes of heap that an investigation takes at most, garbage included, and those that its case keeps. */
export type MemoryFigures = { readonly grown: number; readonly kept: number; readonly calls: number };

/** An investigation in a tenant of 50,000 events. The tenant is a process of its own, and so is the client: only the client is measured. */
export async function measureMemory(): Promise<MemoryFigures> {
  const tenant = spawn(process.execPath, [tenantProgram], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(tenant, 'exit');
  const failed = ended.then(() => Promise.reject(new Error('The tenant ended before it served.')));
  try {
    const lines = createInterface({ input: tenant.stdout })[Symbol.asyncIterator]();
    const line = async (): Promise<string> => String((await Promise.race([lines.next(), failed])).value);
    const args = ['--expose-gc', clientProgram, await line(), await line()];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 10_000_000 });
    return JSON.parse(stdout) as MemoryFigures;
  } finally {
    failed.catch(() => undefined);
    tenant.kill('SIGTERM');
    await ended;
  }
}
