import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Command, CommandOutcome } from '../../src/extension/core/model/command.ts';
import { allow } from '../../src/extension/core/remediate/surfaces/allow.ts';
import type { KubectlScope } from '../../src/extension/core/remediate/surfaces/kubectl.ts';
import { machineCommands } from '../../src/extension/node/commands.ts';
import { runConfirmed } from '../fakes/confirmed.ts';

const folder = inject('controlPlane');

/** False where no control plane could be started, which was said then. */
export const hasCluster = folder !== undefined;

export const signal = new AbortController().signal;

/** The real API, and the real kubectl through the process port. Everything that a file of tests writes lies in a folder of its own. */
export function realCluster() {
  if (folder === undefined) throw new Error('no control plane');
  const home = mkdtempSync(join(tmpdir(), 'threats-kube-'));
  const kubeconfig = join(home, 'kubeconfig');
  writeFileSync(kubeconfig, readFileSync(join(folder, 'kubeconfig')), { mode: 0o600 });
  const admin: KubectlScope = { context: 'prod-eu-1', kubeconfig, requestSeconds: 20 };
  const commands = machineCommands({ allow, environment: { PATH: process.env['PATH'], HOME: home } });
  const run = (command: Command, timeoutMs = 60_000) => runConfirmed(commands, command, { timeoutMs, signal });
  const raw = (args: readonly string[], input = '') =>
    execFileSync('kubectl', [...args, '--kubeconfig', kubeconfig], {
      input,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, HOME: home },
    });
  return {
    ...{ admin, home, kubeconfig, commands, run },
    viewer: { ...admin, context: 'prod-eu-1-viewer' },
    apiserver: Number(readFileSync(join(folder, 'apiserver.pid'), 'utf8')),
    /** kubectl as the tests use it to make objects, past the allow-list */
    raw,
    // Reading the server's whole schema first would take longer than all the rest.
    create: (...objects: readonly object[]) =>
      raw(
        ['apply', '--validate=false', '--openapi-patch=false', '-f', '-'],
        JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
      ),
    object: (kind: string, name: string, namespace: string) => JSON.parse(raw(['get', kind, name, '-n', namespace, '-o', 'json'])),
    json: async (command: Command) => JSON.parse(successOf(await run(command))),
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}

export function successOf(outcome: CommandOutcome): string {
  if (outcome.kind !== 'ended' || outcome.exitCode !== 0) throw new Error(`${outcome.kind}: ${outcome.stderr}${outcome.stdout}`);
  return outcome.stdout;
}
