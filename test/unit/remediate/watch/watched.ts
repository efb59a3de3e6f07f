import { setImmediate as turn } from 'node:timers/promises';
import type { Evidence } from '../../../../src/extension/core/model/evidence.ts';
import type { Run, Watch } from '../../../../src/extension/core/model/remediation.ts';
import type { ActionParameters } from '../../../../src/extension/core/model/responseAction.ts';
import type { Scope, SecurityEvent } from '../../../../src/extension/core/model/threat.ts';
import { type WatchGiven, watch } from '../../../../src/extension/core/remediate/watch/watch.ts';
import { type Ran, watchTarget } from '../../../../src/extension/core/remediate/watch/watchTarget.ts';
import type { ReadTools } from '../../../../src/extension/core/tools/readTools.ts';
import { type FakeOptions, type FakeReadTools, fakeReadTools } from '../../../fakes/readTools.ts';
import { type StandingClock, standingClock } from '../../../fakes/standingClock.ts';

export const noon = Date.parse('2026-06-10T12:00:00Z');
export const rule = 'Execution from /dev/shm';
export const storefront: Scope = {
  cluster: 'prod-eu-1',
  namespace: 'shop',
  workload: 'storefront',
  pod: 'storefront-1',
  container: '3f2a9c81d7be',
  host: 'node-1',
};

const labelOf: Readonly<Partial<Record<keyof Scope, string>>> = {
  cluster: 'kubernetes.cluster.name',
  namespace: 'kubernetes.namespace.name',
  workload: 'kubernetes.workload.name',
  pod: 'kubernetes.pod.name',
  host: 'host.hostName',
  awsAccount: 'aws.accountId',
};

let counter = 0;

/** An event as tenants send it: what its scope says stands in its labels. */
export function event(at: number, more: Partial<SecurityEvent> = {}): SecurityEvent {
  const scope = more.scope ?? storefront;
  const labels = Object.entries(labelOf).flatMap(([part, label]) => {
    const value = scope[part as keyof Scope];
    return typeof value === 'string' ? [[label, value] as const] : [];
  });
  counter += 1;
  const base = { id: String(counter).padStart(32, '0'), at, rule, tags: [], fields: {}, raw: {} };
  return { ...base, labels: Object.fromEntries(labels), scope, ...more };
}

export function evidenceOf(value: SecurityEvent): Evidence<SecurityEvent> {
  const source = { kind: 'mcp', tool: 'get_event_info', args: { eventId: value.id } } as const;
  return { id: value.id, source, at: '', digest: '', raw: '', value } as unknown as Evidence<SecurityEvent>;
}

export function ran(type: string, parameters: ActionParameters, more: Partial<Run> = {}): Ran {
  const request = { surface: 'sysdig', type, parameters } as const;
  const run: Run = { actionId: type, attempt: '1', request, startedAt: noon, status: 'done', undo: { kind: 'nothing' }, ...more };
  return { action: { name: type, removes: true, surface: 'sysdig' }, run };
}

export type Told = { readonly lines: string[]; readonly changes: Watch[]; readonly clock: StandingClock; readonly stop: AbortController };

const quiet = async (): Promise<undefined> => undefined;

/** A tenant whose events a test adds while time passes. */
export function tenantOf(clock: StandingClock, events: SecurityEvent[], more: Partial<FakeOptions> = {}): FakeReadTools {
  const now = {
    get now(): number {
      return clock.now();
    },
  };
  return fakeReadTools(
    { events, groups: [], threats: [] },
    Object.defineProperties({ now: 0, ...more }, Object.getOwnPropertyDescriptors(now)),
  );
}

/**
 * Watches to the end, without waiting: whenever it sleeps, `between` may change the world, and then the clock goes on by one interval.
 * @param between is given how many intervals have passed
 */
export async function watched(
  tools: ReadTools,
  given: Partial<WatchGiven>,
  {
    clock = standingClock(noon),
    between = () => undefined,
  }: { clock?: StandingClock; between?: (round: number, told: Told) => unknown } = {},
): Promise<Told & { readonly end: Watch }> {
  const told: Told = { lines: [], changes: [], clock, stop: new AbortController() };
  const target = watchTarget({ trigger: evidenceOf(event(noon - 60_000)) }, []);
  const running = watch(
    { target, since: noon, goneProof: quiet, ...given },
    {
      tools,
      clock,
      narrator: { say: (line) => void told.lines.push(line) },
      signal: told.stop.signal,
      onChange: (change) => void told.changes.push(change),
    },
  );
  const state = { isOver: false };
  const over = running.finally(() => {
    state.isOver = true;
  });
  over.catch(() => undefined);
  for (let round = 0; !state.isOver; await turn()) {
    if (clock.sleeping() === 0) continue;
    await between(round, told);
    round += 1;
    await clock.pass((given.everyMs ?? 30_000) / 1000);
  }
  return { ...told, end: await over };
}
