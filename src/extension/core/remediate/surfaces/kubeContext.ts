import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { AllowedCommand, CommandOutcome, Commands } from '../../model/command.ts';
import { Failure } from '../../model/failure.ts';
import { allow } from './allow.ts';
import { commandFailure } from './commandFailure.ts';
import { jsonOf } from './jsonOf.ts';
import { contextView, currentContext } from './kubectlReads.ts';

/** Where kubectl would go. `fingerprint` is a sha256: it changes with anything but credentials that a context says. */
export type KubeContext = {
  readonly context: string;
  readonly cluster: string;
  readonly server: string;
  readonly user: string;
  readonly fingerprint: string;
};

/** `context` is the configured one; without it the kubeconfig's current one counts. */
export type KubePlace = { readonly context?: string; readonly kubeconfig?: string };

// Both calls read a file; only a program on a sleeping network drive takes longer.
const timeoutMs = 15_000;

/** The context that calls will name, looked up anew each time; undefined where the kubeconfig has none of that name, or no current one. Throws Failure. */
export async function effectiveContext(commands: Commands, place: KubePlace, signal: AbortSignal): Promise<KubeContext | undefined> {
  const context = place.context ?? (await currentName(commands, place, signal));
  if (context === undefined) return undefined;
  const command = allow(contextView({ ...place, context }));
  const outcome = await commands.run(command, { timeoutMs, signal });
  if (isMissing(outcome)) return undefined;
  return readContext(printed(command, outcome));
}

async function currentName(commands: Commands, { kubeconfig }: KubePlace, signal: AbortSignal): Promise<string | undefined> {
  const command = allow(currentContext(kubeconfig));
  const outcome = await commands.run(command, { timeoutMs, signal });
  if (isMissing(outcome)) return undefined;
  const name = printed(command, outcome).trim();
  return name === '' ? undefined : name;
}

/** kubectl's own words for a name that a kubeconfig does not have. */
function isMissing(outcome: CommandOutcome): boolean {
  return (
    outcome.kind === 'ended' &&
    outcome.exitCode === 1 &&
    /current-context is not set|cannot locate context|context was not found/.test(outcome.stderr)
  );
}

function printed(command: AllowedCommand, outcome: CommandOutcome): string {
  if (outcome.kind === 'ended' && outcome.exitCode === 0 && !outcome.cut) return outcome.stdout;
  throw commandFailure('The kube-context could not be read', command, outcome);
}

const view = z.looseObject({
  'current-context': z.string(),
  contexts: z.tuple([z.looseObject({ name: z.string(), context: z.looseObject({ cluster: z.string(), user: z.string().default('') }) })]),
  clusters: z.tuple([z.looseObject({ name: z.string(), cluster: z.looseObject({ server: z.string() }) })]),
});

/** Reads what `config view --minify --output=json` printed. Throws Failure where that is no whole context. */
export function readContext(stdout: string): KubeContext {
  const parsed = view.safeParse(jsonOf(stdout));
  if (!parsed.success) throw unreadable();
  const { contexts, clusters } = parsed.data;
  const [{ name: context, context: parts }] = contexts;
  const [
    {
      name: cluster,
      cluster: { server },
    },
  ] = clusters;
  return { context, cluster, server, user: parts.user, fingerprint: fingerprintOf(parsed.data) };
}

function fingerprintOf(minified: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(withoutSecrets(minified)))
    .digest('hex');
}

// Renewed credentials are the same user: tokens and keys rotate by the hour. `env` of a plugin and the cache of an old auth provider hold them
// too, and kubectl does not mask those.
const secretKeys = new Set([
  'token',
  'password',
  'client-key-data',
  'client-certificate-data',
  'id-token',
  'refresh-token',
  'access-token',
  'expiry',
  'env',
]);

/** The same value with keys in one order and no credential in it. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => !secretKeys.has(key));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, withoutSecrets(one)]));
}

function unreadable(): Failure {
  return new Failure('malformed', {
    what: 'The kube-context could not be read',
    why: 'kubectl did not print one context with its cluster and user',
    fix: 'Check the kubeconfig with `kubectl config view --minify`, then probe again',
  });
}
