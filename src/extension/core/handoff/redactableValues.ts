import { isIP } from 'node:net';
import { networkRangeOf } from '../report/networkRange.ts';

export const redactionClasses = ['emails', 'accounts', 'addresses', 'hosts'] as const;
/** What may be taken out of a text on request (X-08); secrets are taken out always. */
export type RedactionClass = (typeof redactionClasses)[number];

/**
 * The values of a class that a text names, fanged and in lower case. A name is told from a word or a file by what stands round it (a label,
 * a scheme, a port, brackets) or by its ending, so `catalina.jar` and `kubernetes.workload.name` stay. Every pattern is bounded: 100 kB of
 * hostile text cost one pass.
 */
export function redactableValues(text: string, of: RedactionClass): readonly string[] {
  const fanged = canonical(text);
  switch (of) {
    case 'emails':
      return unique(matches(fanged, email));
    case 'accounts':
      return unique(accounts.flatMap((pattern) => matches(fanged, pattern)));
    case 'addresses':
      return unique([...matches(fanged, ipv4), ...matches(fanged, dashed).map(dotted), ...matches(fanged, ipv6)].filter(isPublic));
    case 'hosts': {
      const bracketed = matches(text.toLowerCase(), defanged).map(canonical);
      const named = hosts.flatMap((pattern) => matches(fanged, pattern));
      return unique([...bracketed, ...named].filter((name) => isIP(name) === 0 && !ownedByNobody.test(name)));
    }
  }
}

/** Without defanging and Markdown's escapes, in lower case: one spelling a value. */
export function canonical(text: string): string {
  return text.replace(/\[([.@])\]|\\([.@_-])/g, '$1$2').toLowerCase();
}

/** The last group of each match, or the whole. */
function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((found) => found.slice(1).findLast((group) => group !== undefined) ?? found[0]);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

const email = /(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,24}(?![\w-])/g;

const guid = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
const project = '([a-z][a-z0-9-]{4,28}[a-z0-9])(?![a-z0-9-])';
const accounts: readonly RegExp[] = [
  // AWS: twelve digits by themselves, in an ARN or before a registry's name; but a container's short id may be all digits.
  /(?<![\w.])(?<!container(?:\.id)?[^\w\n]{1,6})\d{12}(?!\w)/g,
  new RegExp(String.raw`subscriptions?(?:_?id)?[^\w\n‹]{1,8}${guid}`, 'g'),
  new RegExp(String.raw`(?:gcp project|gcp\.project(?:_?id)?|projectid|project_id)[^\w\n‹]{1,8}${project}`, 'g'),
  new RegExp(String.raw`googleapis\.com/(?:[\w-]{1,40}/){0,4}projects/${project}`, 'g'),
  new RegExp(String.raw`(?<![\w/])projects/${project}/(?:zones|regions|locations|global|serviceaccounts|instances|secrets|topics)`, 'g'),
  new RegExp(String.raw`@${project}\.iam\.gserviceaccount\.com`, 'g'),
];

const ipv4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)/g;
// As cloud providers write an address into a host's name.
const dashed = /(?<![\w-])(?:ip|ec2)-(\d{1,3}(?:-\d{1,3}){3})(?![\w-])/g;
const ipv6 = /(?<![\w:.])((?:[0-9a-f]{1,4}:){1,7}(?:(?::[0-9a-f]{1,4}){1,6}|[0-9a-f]{1,4}|:))(?!\w|:[0-9a-f])/g;

function dotted(address: string): string {
  return address.replaceAll('-', '.');
}

/** What leads out of the tenant's own network. Documentation ranges count: an example is to read like the real thing. */
function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return networkRangeOf(address) !== 'private';
  return family === 6 && /^[23]/.test(address);
}

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?';
// Endings that are not a file's or a field's as well: `.sh`, `.py`, `.so`, `.name` and the like need a scheme, a port or brackets.
const endings =
  'com|net|org|io|dev|cloud|app|biz|edu|gov|mil|int|internal|local|localdomain|lan|corp|home|intra|intranet|arpa|example|test|invalid|svc|' +
  'online|site|top|xyz|eu|uk|de|fr|nl|be|ch|at|it|es|pt|pl|cz|dk|se|no|fi|ie|us|ca|mx|br|jp|cn|kr|tw|au|nz|za|ru|ua|tr|il|ae|sg|hk|onion';
const hosts: readonly RegExp[] = [
  new RegExp(String.raw`:\/\/(?:[^\s/@]{0,200}@)?(${label}(?:\.${label}){0,10})`, 'g'),
  new RegExp(String.raw`(?<![\w/.-])(?:${label}\.){1,10}(?:${endings})(?![\w-]|\.\w)`, 'g'),
  new RegExp(String.raw`(?<![\w/.-])(?:${label}\.){1,10}[a-z]{2,24}(?=:\d{2,5}(?![\w/.]))`, 'g'),
  /(?<![\w-])ip(?:-\d{1,3}){4}(?:\.[a-z0-9-]{1,63}){0,8}(?![\w-])/g,
  // "host gcp-node-7" in a sentence, `host.hostName = \"vm\"` and `"hostname": "vm"` in what was asked for.
  /(?<![\w‹-])(?:host|node)\s`?([a-z][a-z0-9.-]{0,100}\d[a-z0-9-]{0,60}(?:\.[a-z0-9-]{1,63}){0,8})(?![\w-])/g,
  /host_?name\\?["']?\s?(?:[:=]|in)\s?[([]?\\?["']([a-z0-9][a-z0-9._-]{0,250})(?=\\?["'])/g,
];
const defanged = /(?<![\w-])[\w-]{1,63}(?:\[\.\][\w-]{1,63}){1,10}/g;

/** Names of public services: they say nothing of whose they are. */
const ownedByNobody =
  /^(?:[a-z0-9-]+\.amazonaws\.com|[a-z0-9-]+\.googleapis\.com|(?:[a-z0-9-]+\.)*(?:kubernetes|k8s)\.io|docker\.io|ghcr\.io|quay\.io|gcr\.io|[a-z0-9-]+-docker\.pkg\.dev|services\.nvd\.nist\.gov|www\.cisa\.gov|api\.first\.org|api\.github\.com|gitlab\.com|www\.virustotal\.com|ipinfo\.io|ip-api\.com)$/;
