import type { CaseTrigger, ToldCase } from '../../model/case.ts';
import type { SeverityWord } from '../../model/severity.ts';
import { attackVersion, type Tactic, tactics } from '../../model/tactic.ts';
import { type Indicator, indicatorsOf } from '../indicators.ts';
import type { IndicatorKind } from '../indicatorsIn.ts';
import { plainSentence, plainText } from '../plainText.ts';
import { techniqueId, techniqueOf } from '../techniques.ts';

const classUid = 2004;
const create = 1;
const severities: Readonly<Record<SeverityWord, readonly [id: number, caption: string]>> = {
  info: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};
const other = 99;

/**
 * A case as one OCSF 1.5 Detection Finding (class 2004): what was found, where, with which tactics, and the indicators as observables. OCSF's
 * own scales are used only where the case has the same; status and confidence keep the words that the case has. Instants are milliseconds.
 */
export function toOcsf(of: ToldCase): string {
  const { trigger, confidence, summary } = of;
  const indicators = indicatorsOf(of);
  const [severityId, severity] = trigger.severity === undefined ? [0, 'Unknown'] : severities[trigger.severity.word];
  const finding = {
    activity_id: create,
    category_uid: 2,
    class_uid: classUid,
    type_uid: classUid * 100 + create,
    time: Date.parse(of.completedAt),
    severity_id: severityId,
    severity,
    ...(trigger.status !== undefined && { status_id: other, status: plainText(trigger.status) }),
    confidence_id: other,
    confidence: `${confidence.score} of 5`,
    message: summary.map(plainSentence).join(' ') || plainText(trigger.title),
    metadata: metadata(of),
    finding_info: findingInfo(of),
    resources: resourcesOf(trigger),
    ...(indicators.length > 0 && { evidences: indicators.map(evidence), observables: indicators.map(observable) }),
  };
  return `${JSON.stringify(finding, undefined, 2)}\n`;
}

function metadata({ tenant }: ToldCase) {
  const labels = [`tenant: ${plainText(tenant.name)}`, ...(tenant.sample ? ['sample'] : [])];
  return { version: '1.5.0', product: { name: 'Runtime Threats for Sysdig', vendor_name: 'Runtime Threats' }, labels };
}

function findingInfo(of: ToldCase) {
  const { trigger, chain } = of;
  const instants = [...chain.steps.flatMap(({ at, until = at }) => [at, until]), ...(trigger.at === undefined ? [] : [trigger.at])];
  const related = [...new Set(chain.steps.flatMap(({ eventIds }) => eventIds))].filter((uid) => uid !== trigger.eventId);
  const attacks = attacksOf(of);
  return {
    uid: plainText(trigger.eventId ?? trigger.id),
    title: `${of.tenant.sample ? 'Sample: ' : ''}${plainText(trigger.title)}`,
    ...(instants.length > 0 && { first_seen_time: Math.min(...instants), last_seen_time: Math.max(...instants) }),
    ...(trigger.rule !== undefined && { analytic: { type_id: 1, type: 'Rule', name: plainText(trigger.rule) } }),
    ...(attacks.length > 0 && { attacks }),
    ...(related.length > 0 && { related_events: related.map((uid) => ({ uid: plainText(uid) })) }),
  };
}

/** Each tactic with the technique that the data names beside it, once, in the order of the steps. */
function attacksOf(of: ToldCase) {
  const own = { tactic: of.tactic.tactic, technique: techniqueId(of.tactic.technique) };
  const all = [...of.chain.steps.map((step) => ({ tactic: step.tactic, technique: techniqueOf(of, step) })), own];
  const once = new Map(all.map((one) => [`${one.tactic} ${one.technique}`, one]));
  return [...once.values()].filter(({ tactic, technique }) => tactic !== undefined || technique !== undefined).map(attack);
}

function attack({ tactic, technique }: { readonly tactic: Tactic | undefined; readonly technique: string | undefined }) {
  const isSub = technique?.includes('.') === true;
  return {
    version: attackVersion.slice(1),
    ...(tactic !== undefined && { tactic: { uid: tactics[tactic].id, name: tactics[tactic].name } }),
    ...(technique !== undefined && { technique: { uid: technique.slice(0, 5) } }),
    ...(isSub && { sub_technique: { uid: technique } }),
  };
}

const resourceKinds = [
  ['awsAccount', 'AWS account'],
  ['azureSubscription', 'Azure subscription'],
  ['gcpProject', 'GCP project'],
  ['cloudTenant', 'Tenant'],
  ['cluster', 'Kubernetes cluster'],
  ['namespace', 'Kubernetes namespace'],
  ['workload', 'Kubernetes workload'],
  ['pod', 'Pod'],
  ['container', 'Container'],
  ['host', 'Host'],
  ['instance', 'Instance'],
] as const;

function resourcesOf({ scope }: CaseTrigger) {
  return resourceKinds.flatMap(([key, type]) => {
    const name = scope[key];
    return name === undefined ? [] : [{ type, name: plainText(name) }];
  });
}

/** Where an indicator stands in its evidence, by kind and role; a hash alone is no file to OCSF, which wants its name. */
function placeOf({ kind, roles }: Indicator): readonly [object: string, attribute: string] {
  if (kind === 'url') return ['url', 'url_string'];
  if (kind !== 'ipv4' && kind !== 'ipv6' && kind !== 'domain') return ['data', 'value'];
  const attribute = kind === 'domain' ? 'hostname' : 'ip';
  if (roles.includes('destination of a connection')) return ['dst_endpoint', attribute];
  const isSource = roles.includes('source of a connection') || roles.includes('source of calls');
  return isSource ? ['src_endpoint', attribute] : ['data', 'value'];
}

function evidence(one: Indicator) {
  const [object, attribute] = placeOf(one);
  const data = { kind: one.kind, roles: one.roles, cites: one.cites };
  const named = { [attribute]: one.value };
  return object === 'data' ? { data: { ...named, ...data } } : { [object]: named, data };
}

const observableTypes: Readonly<Record<IndicatorKind, readonly [id: number, type: string]>> = {
  ipv4: [2, 'IP Address'],
  ipv6: [2, 'IP Address'],
  domain: [1, 'Hostname'],
  url: [6, 'URL String'],
  email: [5, 'Email Address'],
  sha256: [8, 'Hash'],
  sha1: [8, 'Hash'],
  md5: [8, 'Hash'],
};

function observable(one: Indicator, index: number) {
  const [id, type] = observableTypes[one.kind];
  return { name: `evidences[${index}].${placeOf(one).join('.')}`, type_id: id, type, value: one.value };
}
