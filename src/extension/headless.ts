import { EnvHttpProxyAgent, fetch as undiciFetch } from 'undici';
import { createIntel } from './core/intel/intel.ts';
import { type IntelSource, sourceNames } from './core/intel/sources.ts';
import { type InvestigationContext, openInvestigation } from './core/investigate/investigate.ts';
import { surfaceThreats } from './core/investigate/surface.ts';
import type { TenantLabel } from './core/model/case.ts';
import { Failure, type FailureReason, isAbort } from './core/model/failure.ts';
import type { Fetch, Log } from './core/model/ports.ts';
import { visible } from './core/report/datumText.ts';
import { isPartial } from './core/report/unfinished.ts';
import { createReadTools } from './core/tools/catalog.ts';
import { type Connection, connect, type Endpoint } from './core/tools/connection.ts';
import type { ReadTools } from './core/tools/readTools.ts';
import { continued, deliver } from './headlessDelivery.ts';
import { type HeadlessOptions, parseOptions, usage } from './headlessOptions.ts';
import { earlierCases, resume } from './headlessResume.ts';
import { environmentCredentials, virusTotalKey } from './node/environment.ts';
import { systemClock } from './node/systemClock.ts';
import { httpTransport } from './node/transports.ts';
import { openSampleTransport } from './sample/inMemory.ts';
import { samplePublicSources } from './sample/publicSources.ts';

const exit = { done: 0, usage: 2, unauthenticated: 3, unreachable: 4, notFound: 5, partial: 6 } as const;

type ExitCode = (typeof exit)[keyof typeof exit];

/** The same investigation from a terminal. Stdout holds the result alone; narration, warnings and failures go to stderr. */
async function main(args: readonly string[]): Promise<ExitCode> {
  const parsed = parseOptions(args);
  if (parsed.status === 'help') {
    console.log(usage);
    return exit.done;
  }
  if (parsed.status === 'usage') {
    console.error(`The command line was not understood.\n${parsed.why}.\nRun it with --help to see what it takes.`);
    return exit.usage;
  }
  const cancel = new AbortController();
  const onInterrupt = () => cancel.abort();
  process.once('SIGINT', onInterrupt);
  try {
    return await run(parsed.options, cancel.signal);
  } catch (error) {
    if (isAbort(error)) console.error('Cancelled before anything was found.');
    else complain(error);
    return exitCodeOf(error);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

async function run(options: HeadlessOptions, signal: AbortSignal): Promise<ExitCode> {
  const door = openDoor(options.tenant);
  try {
    const reached = await connect(door.endpoint, { clock: systemClock, log, signal });
    if (reached.state !== 'reachable') throw reached.failure;
    try {
      return await investigated(reached.connection, door, options, signal);
    } finally {
      await reached.connection.close();
    }
  } finally {
    await door.close();
  }
}

async function investigated(connection: Connection, door: Door, options: HeadlessOptions, signal: AbortSignal): Promise<ExitCode> {
  const tools = createReadTools(connection, systemClock, log);
  const cases = await earlierCases(connection, signal);
  const id = await targetId(options.target, tools, signal);
  const intel = intelligence(door.fetch, options);
  const context: InvestigationContext = { tools, intel, clock: systemClock, narrator, log, signal, tenant: door.endpoint.label };
  const { resume: way, out: folder } = options;
  const resumed = await resume(id, () => openInvestigation(id, context), {
    connection,
    cases,
    signal,
    way,
    folder,
    say: narrator.say,
    complain,
  });
  const delivery = { connection, options, say: narrator.say, complain };
  if (resumed.opened === undefined) {
    console.log((await continued(resumed.saved.earlier.file, delivery)).join('\n'));
    return resumed.saved.partial ? exit.partial : exit.done;
  }
  const found = await resumed.opened.run(resumed.saved?.earlier);
  const told = await deliver(
    found,
    { ...(resumed.entry && { entry: resumed.entry }), ...(resumed.saved && { file: resumed.saved.earlier.file }) },
    delivery,
  );
  console.log(told.text);
  return isPartial(found) || told.unwritten ? exit.partial : exit.done;
}

function intelligence(fetch: Fetch, { intelligence: asked }: HeadlessOptions) {
  const key = virusTotalKey(process.env);
  const enabled = new Set(asked ? (Object.keys(sourceNames) as IntelSource[]) : []);
  return createIntel({ fetch, clock: systemClock, log, enabled, keys: key === undefined ? {} : { virusTotal: key } });
}

async function targetId(target: HeadlessOptions['target'], tools: ReadTools, signal: AbortSignal): Promise<string> {
  if (target.kind === 'id') return target.id;
  const [first] = (await surfaceThreats({ tools, signal })).rows;
  if (first !== undefined) return first.id;
  throw new Failure('notFound', {
    what: 'There is nothing to investigate.',
    why: 'The tenant has no open group, and no event in the last 24 hours.',
    fix: 'Name a threat, group or event by its id.',
  });
}

/** `fetch` is the way to the public sources; from the sample tenant nothing leaves. */
type Door = { readonly endpoint: Endpoint; readonly fetch: Fetch; close(): Promise<void> };

function openDoor(tenant: HeadlessOptions['tenant']): Door {
  if (tenant.kind === 'sample') {
    const label: TenantLabel = { name: 'sample', sample: true };
    const endpoint = { label, address: 'sample tenant', open: () => openSampleTransport() };
    return { endpoint, fetch: samplePublicSources(), close: async () => undefined };
  }
  const { url } = tenant;
  // Outside the editor nobody patches fetch for proxies, so undici does: HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
  const agent = new EnvHttpProxyAgent();
  // The two declarations of fetch differ in nothing that is used here.
  const proxied: typeof fetch = (input, init) =>
    (undiciFetch as unknown as typeof fetch)(input, { ...init, dispatcher: agent } as unknown as RequestInit);
  const token = tokenFor(url, tenant.tokenEnv);
  const label: TenantLabel = { name: url.host, sample: false };
  return {
    endpoint: { label, address: url.href, open: async () => httpTransport({ url: url.href, token, fetch: proxied }) },
    fetch: proxied,
    close: () => agent.close(),
  };
}

/** A token of the environment that is paired with an address goes to that address alone, unless the user names its variable. */
function tokenFor(url: URL, variable: string | undefined): string {
  const paired = variable === undefined ? environmentCredentials(process.env) : undefined;
  if (paired !== undefined && new URL(paired.url).origin === url.origin) return paired.token;
  const token = process.env[variable ?? 'SYSDIG_SECURE_API_TOKEN'];
  if (paired === undefined && token !== undefined && token !== '') return token;
  throw new Failure('unauthenticated', {
    what: `There is no API token for ${url.origin}.`,
    why:
      paired === undefined
        ? `The environment variable ${variable ?? 'SYSDIG_SECURE_API_TOKEN'} is not set.`
        : `The environment's token belongs to ${new URL(paired.url).origin}.`,
    fix: 'Name the variable that holds it with --token-env.',
  });
}

const narrator = { say: (line: string) => console.error(visible(line)) };

const log: Log = {
  write: (level, message) => {
    if (level === 'error') console.error(visible(message));
  },
};

/** Three lines, never a stack trace; what is no Failure is our mistake, and says so. */
function complain(error: unknown): void {
  const lines = Failure.is(error)
    ? [error.what, error.why, error.fix]
    : [
        'The investigation broke off.',
        error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        'Please report this: it is a mistake in the program.',
      ];
  for (const line of lines) console.error(visible(line));
}

function exitCodeOf(error: unknown): ExitCode {
  return Failure.is(error) ? (codes[error.reason] ?? exit.partial) : exit.partial;
}

const codes: Partial<Record<FailureReason, ExitCode>> = {
  unauthenticated: exit.unauthenticated,
  unreachable: exit.unreachable,
  timeout: exit.unreachable,
  notFound: exit.notFound,
};

process.exitCode = await main(process.argv.slice(2));
