import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { root } from '../../scripts/bootstrap.mjs';

/** For windows on a tenant that is not the sample of the extension: its addresses and CVEs are not asked about out there. */
export const noPublicSources = Object.fromEntries(
  ['nvd', 'kev', 'ghsa', 'exploitDb', 'epss', 'virusTotal', 'ipinfo', 'ipApi'].map((source) => [
    `runtimeThreats.intelligence.${source}`,
    false,
  ]),
);

export type RunningTenant = { readonly url: string; stop(): Promise<void> };

/** `npm run tenant -- …` as a process of its own, over HTTP on a free port. */
export async function startSampleTenant(...args: readonly string[]): Promise<RunningTenant> {
  const server = spawn(process.execPath, ['src/extension/sample/serve.ts', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => ended(server);
  for await (const line of createInterface({ input: server.stdout })) return { url: line.trim(), stop };
  await stop();
  throw new Error('the sample tenant ended before it named its address');
}

/** An address of this machine on which nobody listens: the port was free a moment ago. */
export async function addressOfNobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/mcp/secure`;
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = once(server, 'exit');
  server.kill();
  await gone;
}
