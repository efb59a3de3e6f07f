import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that holds `kubeconfig` and `apiserver.pid`; undefined where no control plane can be started. */
    readonly controlPlane: string | undefined;
  }
}

const scripts = fileURLToPath(new URL('../../../shared/envtest/', import.meta.url));

/** One real kube-apiserver for all files of the suite. Without one the suite fails in CI, and skips loudly elsewhere. */
export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const missing = whatIsMissing();
  if (missing !== undefined) {
    const told = `THE SUITE AGAINST A REAL KUBERNETES API CAN NOT RUN: ${missing}`;
    if (process.env['CI']) throw new Error(told);
    process.stderr.write(`\n${told}. Its tests are skipped.\n\n`);
    provide('controlPlane', undefined);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'threats-cluster-'));
  // What is left of a start that failed half-way has to end as well.
  const stop = async () => {
    const pids = ['apiserver', 'etcd'].flatMap((name) => pidIn(join(folder, `${name}.pid`)));
    execFileSync(join(scripts, 'down.sh'), [folder]);
    for (const pid of pids) await ended(pid);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    execFileSync(join(scripts, 'up.sh'), [folder, String(await threeFreePorts())], { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    await stop();
    throw error;
  }
  provide('controlPlane', folder);
  return stop;
}

function pidIn(file: string): readonly number[] {
  return existsSync(file) ? [Number(readFileSync(file, 'utf8'))] : [];
}

/** An API server that lost its etcd takes a minute to shut down politely: it gets five seconds. */
async function ended(pid: number): Promise<void> {
  for (let tries = 0; tries < 100 && isThere(pid); tries += 1) {
    if (tries === 25) process.kill(pid, 'SIGKILL');
    await sleep(200);
  }
}

function isThere(pid: number): boolean {
  // Ended and not yet collected (Z) counts as ended.
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout.trim());
}

function whatIsMissing(): string | undefined {
  if (!existsSync(join(scripts, 'up.sh'))) return 'there is no ../shared/envtest';
  const programs = process.env['KUBEBUILDER_ASSETS'] === undefined ? ['etcd', 'kubectl', 'openssl', 'xz'] : ['kubectl', 'openssl'];
  const lacking = programs.filter((name) => !isOnPath(name));
  return lacking.length === 0 ? undefined : `${lacking.join(', ')} not found on PATH (.ci/run installs them)`;
}

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, name)));
}

/** The first of three neighbouring ports: the API server's, and two of etcd. */
async function threeFreePorts(): Promise<number> {
  for (let first = 26_443 + (process.pid % 1_000) * 3; first < 60_000; first += 3) {
    const free = await Promise.all([first, first + 1, first + 2].map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new Error('no three free ports');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
