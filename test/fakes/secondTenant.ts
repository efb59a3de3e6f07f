import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const origin = fileURLToPath(new URL('../../../shared/tenant', import.meta.url));
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Whether the tenant that others wrote lies beside this project; its suites skip loudly otherwise. */
export const hasSecondTenant = existsSync(join(origin, 'server.mjs'));
export const whySkipped = 'SKIPPED: the second tenant (../shared/tenant) is not there';

export type SecondTenantOptions = {
  readonly quirks?: Readonly<Record<string, unknown>>;
  /** what the tenant holds beyond its scenario, e.g. runtimeResults */
  readonly data?: Readonly<Record<string, unknown>>;
  /** "tool=kind" or "tool=kind@times" */
  readonly faults?: readonly string[];
  readonly token?: string;
};

export type SecondTenant = { readonly url: string; stop(): Promise<void> };

/** Starts a copy of the second tenant (1.x MCP SDK) on its storefront scenario, over HTTP on a free port. */
export async function startSecondTenant({
  quirks = {},
  data = {},
  faults = [],
  token = 'secret',
}: SecondTenantOptions = {}): Promise<SecondTenant> {
  const folder = await mkdtemp(join(tmpdir(), 'second-tenant-'));
  await cp(origin, folder, { recursive: true });
  await symlink(packages, join(folder, 'node_modules'), 'junction');
  const variant = [
    "import storefront from './storefront.mjs';",
    'export default (now) => {',
    `  const tenant = Object.assign(storefront(now), ${JSON.stringify(data)});`,
    `  Object.assign(tenant.quirks, ${JSON.stringify(quirks)});`,
    '  return tenant;',
    '};',
  ];
  await writeFile(join(folder, 'scenarios', 'variant.mjs'), variant.join('\n'));
  const args = ['server.mjs', '--scenario', 'scenarios/variant.mjs', '--token', token, ...faults.flatMap((fault) => ['--fault', fault])];
  const server = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(server, 'exit');
  const stop = async () => {
    server.kill();
    await gone;
    await rm(folder, { recursive: true });
  };
  for await (const line of createInterface({ input: server.stdout })) return { url: line.trim(), stop };
  await stop();
  throw new Error('the second tenant ended before it named its address');
}
