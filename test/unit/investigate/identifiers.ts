import type { World } from '../../../src/extension/sample/world.ts';
import { isProtocol } from '../../fixtures/incidents/rename.ts';

type Text = { readonly text: string; readonly key: string; readonly parent: string; readonly path: string };

/** Every text of a value with where it stands; keys of maps are texts too. */
function textsOf(value: unknown, at: Omit<Text, 'text'> = { key: '', parent: '', path: '' }): readonly Text[] {
  if (typeof value === 'string') return [{ text: value, ...at }];
  if (Array.isArray(value)) return value.flatMap((one, n) => textsOf(one, { ...at, path: `${at.path}[${n}]` }));
  if (value instanceof Set) return textsOf([...value], at);
  if (value instanceof Map)
    return [...value].flatMap(([key, one], n) => [
      { text: String(key), key: 'id', parent: at.key, path: `${at.path}{${n}}` },
      ...textsOf(one, { ...at, path: `${at.path}{${n}}` }),
    ]);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, one]) => textsOf(one, { key, parent: at.key, path: `${at.path}.${key}` }));
}

/** Fields that name one thing of the tenant, whole. */
const naming: ReadonlySet<string> = new Set(
  `id groupId ids digest sha256 containerId container.id container.name kubernetes.cluster.name kubernetes.namespace.name kubernetes.workload.name
  kubernetes.pod.name kubernetes.node.name kubernetes.cronJob.name kubernetes.job.name host.hostName host.mac aws.accountId aws.instanceId
  azure.subscriptionId gcp.projectId cloudProvider.account.id cloudProvider.tenantId container.image.repo container.image.repository
  container.image.digest ct.srcip ct.user ct.user.arn ct.user.accountid ct.user.accesskeyid ct.request.username ct.request.bucketname
  ct.request.secretid ct.request.snapshotid ct.request.groupid ct.request.groupname ct.request.keyid ct.request.name
  ct.request.repositoryname ct.response.accesskey.accesskeyid ka.user.name ka.sourceips ka.target.name ka.target.namespace user.name
  user.loginname fd.rip fd.sip fd.cip fd.rip.name okta.actor.alternateid okta.actor.name okta.client.ip github.org github.repo github.user
  github.sourceip gcp.user gcp.callerIP gcp.storage.bucket gcp.resourceName azure.user cluster namespace accountId reference ruleName cve
  proc.hash.sha256 serviceAccount`.split(/\s+/),
);

/** What has one name everywhere: accounts of systems, parts of Kubernetes, roles of the cloud, addresses with a meaning of their own. */
const everywhere =
  /^(<NA>|host|root|nobody|nonroot|kube-system|argocd|flux-system|cert-manager|cluster-admin|169\.254\.169\.254|127\.0\.0\.1|autoscaling\.amazonaws\.com|AWSServiceRoleForAutoScaling|OrganizationAccountAccessRole|cluster-autoscaler-status|system:serviceaccount:(kube-system|argocd|flux-system|cert-manager):.*)$/;

/** Names and ids of a world that no other world need share. */
export function identifiersOf(world: World): ReadonlySet<string> {
  const named = textsOf(world).filter(
    ({ key, parent }) => naming.has(key) || (key === 'name' && /^(resource|resources|assets)$/.test(parent)),
  );
  const inTexts = textsOf(world).flatMap(({ text, key, parent }) => (isProtocol(key, parent) ? [] : (text.match(shaped) ?? [])));
  return new Set([...named.map(({ text }) => text), ...inTexts].filter((text) => text !== '' && !everywhere.test(text)));
}

/** E-mail addresses, domains, IPv4 addresses, and ids in decimal and hexadecimal digits, wherever a text holds them. */
const shaped = new RegExp(
  [
    String.raw`(?<![\w.@-])[\w.-]+@[\w-]+(?:\.[\w-]+)+`,
    String.raw`[\w-]+\.example(?![\w-])`,
    String.raw`(?<![\d.])(?:10|100|172|192|198|203)(?:\.\d{1,3}){3}(?!\d|\.\d)`,
    '(?<![A-Za-z0-9])(?=[a-f]*[0-9])[0-9a-f]{12,}(?![A-Za-z0-9])',
  ].join('|'),
  'g',
);

/** Where one of these identifiers still stands in a value, as a word of its own. */
export function leftIn(value: unknown, identifiers: ReadonlySet<string>): readonly string[] {
  const sought = [...identifiers].map((one) => one.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const any = new RegExp(`(?<![A-Za-z0-9_.-])(?:${sought.join('|')})(?![A-Za-z0-9_-])`);
  return textsOf(value).flatMap(({ text, key, parent, path }) => {
    const found = isProtocol(key, parent) ? undefined : any.exec(text)?.[0];
    return found === undefined ? [] : [`${found} in ${path}: ${text}`];
  });
}

/** Programs, paths and wordings that are what they were: these may be another's name elsewhere, so each is held against its own place. */
export function unchangedIn(before: World, after: World): readonly string[] {
  const renamed = new Map(textsOf(after).map(({ path, text }) => [path, text]));
  const own = textsOf(before).filter(
    ({ key, parent }) => placed.has(key) || (key === 'name' && /^(events|threats|trees|children)$/.test(parent)),
  );
  return own.filter(({ text, path }) => renamed.get(path) === text && !keeps.test(text)).map(({ text, path }) => `${text} in ${path}`);
}

const placed: ReadonlySet<string> = new Set(
  'proc.name proc.exepath proc.cmdline proc.pname proc.pcmdline fd.name fd.directory output ruleName exepath cmdline violations'.split(' '),
);

/** Programs of which there is one, started without anything that could have another name. */
const keeps = /^(<NA>|Attach Policy)$|^(\S*\/)?(mount|nsenter|chmod|crontab|kubectl)\b|^\/var\/lib\/kubelet\/|^\/proc\/self\//;

export function rulesOf(world: World): readonly string[] {
  return [
    ...world.events.flatMap(({ name, description, content }) => [name, description, content?.ruleName ?? '']),
    ...world.threats.flatMap(({ name }) => name.split(', ')),
    ...world.assets.flatMap(({ violations }) => violations),
  ].filter((rule) => rule !== '');
}
