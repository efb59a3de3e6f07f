import { contactsMetadata } from '../../facts/addresses.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { identityEventOf } from '../../facts/identityEvent.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { sources } from '../sources.ts';
import { readEvent } from '../tactic/classify.ts';
import type { Reading } from '../tactic/reading.ts';
import { type Domain, type Sign, type WatchFamily, watchList } from './families.ts';

/** An event is read once, however many directions see it. */
const known = new WeakMap<SecurityEvent, { readonly family: WatchFamily | undefined }>();

/** The family of the watch-list that an event belongs to; undefined for an event that is on no list. */
export function familyOf(event: SecurityEvent): WatchFamily | undefined {
  const there = known.get(event);
  if (there !== undefined) return there.family;
  const seen = look(event);
  const family = watchList.find((one) => one.signs.some((sign) => shows(seen, sign)));
  known.set(event, { family });
  return family;
}

type Seen = {
  readonly event: SecurityEvent;
  readonly domain: Domain;
  readonly api: string | undefined;
  readonly request: ReturnType<typeof kubeRequestOf>;
  readonly reading: () => Reading | undefined;
};

function look(event: SecurityEvent): Seen {
  const call = cloudCallOf(event);
  // A cloud that names its methods in full ends them with what was done: google.iam.admin.v1.CreateServiceAccountKey.
  const api = call?.api.split(/[./:]/).at(-1) ?? identityEventOf(event)?.type;
  const request = kubeRequestOf(event);
  return { event, domain: domainOf(event), api: withoutVersion(api), request, reading: once(() => readEvent(event)) };
}

/** Lambda's API names end with their version: UpdateFunctionCode20150331v2. */
function withoutVersion(api: string | undefined): string | undefined {
  return api?.replace(/\d{8}(v\d+)?$/, '');
}

const ofClouds: ReadonlySet<string> = new Set(
  [sources.cloudTrail, sources.awsLogins, sources.okta, sources.github, sources.gcp, sources.azure].flat(),
);

function domainOf(event: SecurityEvent): Domain {
  if (kubeRequestOf(event) !== undefined) return 'cluster';
  return ofClouds.has(event.source ?? '') || cloudCallOf(event) !== undefined ? 'cloud' : 'machine';
}

function shows(seen: Seen, sign: Sign): boolean {
  const { event, request } = seen;
  const parts: readonly boolean[] = [
    sign.in?.includes(seen.domain) ?? true,
    matches(sign.api, seen.api),
    matches(sign.verb, request?.verb),
    matches(sign.resource, request?.resource),
    matches(sign.subresource, request?.subresource),
    matches(sign.words, event.rule),
    matches(sign.engine, event.engine),
    sign.metadata === undefined || contactsMetadata(event),
  ];
  return parts.every(Boolean) && readsAs(seen, sign);
}

function matches(pattern: RegExp | undefined, value: string | undefined): boolean {
  return pattern === undefined || (value !== undefined && pattern.test(value));
}

/** Whatever is of low severity fires all day long: its tactic alone makes it no hit. */
function readsAs({ event, reading }: Seen, { technique, tactic }: Sign): boolean {
  if (technique !== undefined) {
    const named = event.tags.flatMap((tag) => /(?:^|[^A-Za-z0-9])(T\d{4}(?:\.\d{3})?)(?!\d)/i.exec(tag)?.[1]?.toUpperCase() ?? []);
    const own = named.length > 0 ? named : [reading()?.technique].filter((one) => one !== undefined);
    if (!own.some((id) => technique.test(id))) return false;
  }
  if (tactic === undefined) return true;
  const mild = event.severity?.word === 'low' || event.severity?.word === 'info';
  const read = mild ? undefined : reading()?.tactic;
  return read !== undefined && tactic.includes(read);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
