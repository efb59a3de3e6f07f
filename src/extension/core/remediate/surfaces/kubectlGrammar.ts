import type { Verb } from './grammar.ts';

// Written out once more rather than taken from the builders: what both get wrong in the same way would pass.
const rbac = String.raw`rbac\.authorization\.k8s\.io`;
const plain =
  String.raw`pods|replicationcontrollers|services|serviceaccounts|(?:deployments|replicasets|statefulsets|daemonsets)\.apps|(?:jobs|cronjobs)\.batch|` +
  String.raw`horizontalpodautoscalers\.autoscaling`;
const policies = String.raw`networkpolicies\.networking\.k8s\.io|poddisruptionbudgets\.policy`;
const inNamespace = String.raw`${plain}|${policies}|endpoints|ingresses\.networking\.k8s\.io|(?:roles|rolebindings)\.${rbac}`;
const clusterWide = String.raw`namespaces|nodes|(?:clusterroles|clusterrolebindings)\.${rbac}`;

const kinds = {
  inNamespace: new RegExp(`^(?:${inNamespace})$`),
  clusterWide: new RegExp(`^(?:${clusterWide})$`),
  marked: new RegExp(String.raw`^(?:${plain}|${policies}|ingresses\.networking\.k8s\.io)$`),
  patched: new RegExp(String.raw`^(?:${plain}|ingresses\.networking\.k8s\.io)$`),
  scaled: /^(?:replicationcontrollers|(?:deployments|replicasets|statefulsets)\.apps)$/,
  rolledOut: /^(?:deployments|statefulsets|daemonsets)\.apps$/,
};

// Of kubectl's own syntax a name can hold none: no comma (several kinds), no slash (kind/name), no equals sign (a mark).
const name = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const anyName = /^[A-Za-z0-9][\w:.@-]{0,252}$/;
const number = /^\d{1,7}$/;
const yes = /^true$/;
const json = /^json$/;
const namespace = { '--namespace': /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/ };
const file = { '--kubeconfig': /^(?:\/|[A-Za-z]:[\\/]|\\\\).+$/u };
const place = { '--context': /^[^-].*$/u, ...file };
const server = { ...place, '--request-timeout': /^\d{1,3}s$/ };
const dryRun = { '--dry-run': /^server$/ };
const always = ['--context', '--request-timeout'] as const;

const markKey = String.raw`(?:[a-z0-9][a-z0-9.-]{0,252}/)?[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?`;
const equalPairs = new RegExp(String.raw`^${markKey}=[\w.-]{0,63}(?:,${markKey}=[\w.-]{0,63})*$`);
const labelWord = new RegExp(String.raw`^${markKey}(?:-|=(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)?)$`);
const noteWord = new RegExp(`^${markKey}(?:-|=.{0,4096})$`, 'u');
const right = new RegExp(`^(?:${inNamespace})(?:/${anyName.source.slice(1, -1)})?$`);
const wideRight = new RegExp(`^(?:${clusterWide})(?:/${anyName.source.slice(1, -1)})?$`);
const rightVerb = /^(?:get|list|watch|patch|update|delete)$/;
const subresource = { '--subresource': /^(?:log|scale)$/ };

const reads: readonly Verb[] = [
  {
    ...{ words: ['get'], access: 'read', operands: [kinds.inNamespace, anyName] },
    ...{ flags: { ...server, ...namespace, '--output': json }, required: [...always, '--namespace', '--output'] },
  },
  {
    ...{ words: ['get'], access: 'read', operands: [kinds.clusterWide, anyName] },
    ...{ flags: { ...server, '--output': json }, required: [...always, '--output'] },
  },
  {
    ...{ words: ['get'], access: 'read', operands: [kinds.inNamespace] },
    flags: {
      ...{ ...server, ...namespace, '--all-namespaces': yes, '--output': json, '--selector': equalPairs },
      '--field-selector': /^spec\.serviceAccountName=[a-z0-9][a-z0-9.-]{0,252}$/,
    },
    ...{ required: [...always, '--output'], oneOf: [['--namespace', '--all-namespaces']] },
  },
  {
    ...{ words: ['get'], access: 'read', operands: [kinds.clusterWide] },
    ...{ flags: { ...server, '--output': json, '--selector': equalPairs }, required: [...always, '--output'] },
  },
  {
    ...{ words: ['describe'], access: 'read', operands: [kinds.inNamespace, anyName] },
    ...{ flags: { ...server, ...namespace }, required: [...always, '--namespace'] },
  },
  { words: ['describe'], access: 'read', operands: [kinds.clusterWide, anyName], flags: server, required: always },
  {
    ...{ words: ['logs'], access: 'read', operands: [name] },
    flags: { ...server, ...namespace, '--container': name, '--tail': number, '--timestamps': yes, '--previous': yes },
    required: [...always, '--namespace', '--container', '--tail'],
  },
  { words: ['version'], access: 'read', flags: { ...server, '--output': json }, required: [...always, '--output'] },
  { words: ['config', 'current-context'], access: 'read', flags: file, required: [] },
  {
    ...{ words: ['config', 'view'], access: 'read', flags: { ...place, '--minify': yes, '--output': json } },
    required: ['--context', '--minify', '--output'],
  },
  {
    ...{ words: ['auth', 'can-i'], access: 'read', operands: [rightVerb, right] },
    flags: { ...server, ...namespace, ...subresource, '--all-namespaces': yes },
    ...{ required: always, oneOf: [['--namespace', '--all-namespaces']] },
  },
  { words: ['auth', 'can-i'], access: 'read', operands: [rightVerb, wideRight], flags: { ...server, ...subresource }, required: always },
  {
    ...{ words: ['rollout', 'status'], access: 'read', operands: [kinds.rolledOut, name] },
    ...{ flags: { ...server, ...namespace, '--watch': /^false$/ }, required: [...always, '--namespace', '--watch'] },
  },
  {
    ...{ words: ['rollout', 'history'], access: 'read', operands: [kinds.rolledOut, name] },
    ...{ flags: { ...server, ...namespace, '--revision': number }, required: [...always, '--namespace'] },
  },
];

const writeFlags = { ...server, ...namespace };
const marking = { ...writeFlags, ...dryRun, '--overwrite': yes, '--resource-version': /^\d{1,20}$/, '--output': json };
const named = [...always, '--namespace'];

const writes: readonly Verb[] = [
  {
    ...{ words: ['patch'], access: 'write', operands: [kinds.patched, name] },
    flags: { ...writeFlags, ...dryRun, '--type': /^(?:merge|strategic|json)$/, '--patch': /^[{[][\x20-\x7e]+[}\]]$/, '--output': json },
    required: [...named, '--type', '--patch'],
  },
  { words: ['label'], access: 'write', operands: [kinds.marked, name, { many: labelWord }], flags: marking, required: named },
  { words: ['annotate'], access: 'write', operands: [kinds.marked, name, { many: noteWord }], flags: marking, required: named },
  {
    ...{ words: ['scale'], access: 'write', operands: [kinds.scaled, name] },
    ...{ flags: { ...writeFlags, ...dryRun, '--replicas': number, '--current-replicas': number }, required: [...named, '--replicas'] },
  },
  {
    ...{ words: ['delete'], access: 'write', operands: [/^networkpolicies\.networking\.k8s\.io$/, name] },
    ...{ flags: { ...writeFlags, ...dryRun, '--wait': /^false$/ }, required: named },
  },
  { words: ['rollout', 'restart'], access: 'write', operands: [kinds.rolledOut, name], flags: writeFlags, required: named },
  { words: ['rollout', 'pause'], access: 'write', operands: [/^deployments\.apps$/, name], flags: writeFlags, required: named },
  { words: ['rollout', 'resume'], access: 'write', operands: [/^deployments\.apps$/, name], flags: writeFlags, required: named },
  {
    ...{ words: ['rollout', 'undo'], access: 'write', operands: [kinds.rolledOut, name] },
    ...{ flags: { ...writeFlags, ...dryRun, '--to-revision': /^[1-9]\d{0,6}$/ }, required: [...named, '--to-revision'] },
  },
];

export const kubectlVerbs: readonly Verb[] = [...reads, ...writes];
