import type { ToldCase } from '../model/case.ts';
import type { Scope } from '../model/threat.ts';
import type { KnownValues } from './redaction.ts';

/** Hosts and accounts that a case knows to be such, also where their names look like any other word: `vm`, `bastion`. */
export function knownPlaces(told: ToldCase): KnownValues {
  const own = placesOf(told.trigger.scope);
  const boundaries = [told.chain, ...(told.flow.status === 'done' ? [told.flow.value] : [])].flatMap((flow) => flow.boundaries);
  const labelled = (wanted: string) => boundaries.flatMap(({ kind, label }) => (kind === wanted ? [label] : []));
  const hosts = [...own.hosts, ...labelled('host').map(withoutKind), ...hostResources(told), ...namedHosts(told)];
  const accounts = [
    ...own.accounts,
    ...labelled('cloud')
      .filter((label) => label !== 'cloud account')
      .map(withoutKind),
  ];
  return { hosts: distinct(hosts), accounts: distinct(accounts) };
}

/** The same of one scope alone. */
export function placesOf({ host, awsAccount, azureSubscription, gcpProject }: Scope) {
  return { hosts: distinct([host]), accounts: distinct([awsAccount, azureSubscription, gcpProject]) } satisfies KnownValues;
}

/** "AWS account 123456789012" as the data has it: `123456789012`. */
function withoutKind(name: string): string {
  return name.replace(/^(?:host|node|aws account|gcp project|azure subscription)\s+/i, '');
}

/** A group's resource is a name of any kind: it is a host's where it says so, or has the dots of one. */
function hostResources({ incident }: ToldCase): readonly string[] {
  const groups = incident.status === 'done' ? [...incident.value.groups, ...incident.value.refused] : [];
  const names = groups.flatMap(({ resource }) => (resource === undefined ? [] : [resource.trim()]));
  return names.filter((name) => /^(?:host|node)\s+\S+$/i.test(name) || /^[\w-]+(?:\.[\w-]+)+$/.test(name)).map(withoutKind);
}

/** What our own words call a host in a sentence: "… on host " and then the tenant's name. */
function namedHosts(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap((part: unknown, index) => {
      const before: unknown = value[index - 1];
      return typeof before === 'string' && /\b(?:host|node) $/i.test(before) ? wordsOf(part) : namedHosts(part);
    });
  }
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(namedHosts) : [];
}

function wordsOf(part: unknown): readonly string[] {
  const text = part !== null && typeof part === 'object' && 'text' in part ? part.text : undefined;
  return typeof text === 'string' ? [text] : [];
}

function distinct(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
