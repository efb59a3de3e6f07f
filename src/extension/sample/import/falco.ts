import * as z from 'zod';
import type { SourceKind } from '../sources.ts';
import type { ResourceRecord } from '../world.ts';
import { present, type Recorded, readRecords } from './recording.ts';

const lineSchema = z.looseObject({
  rule: z.string(),
  priority: z.string(),
  time: z.string(),
  output: z.string(),
  source: z.string().nullish(),
  hostname: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  output_fields: z.record(z.string(), z.unknown()).nullish(),
});

type FalcoLine = z.infer<typeof lineSchema>;
type Labels = Readonly<Record<string, string>>;

/** Falco's priorities on the 0–7 scale: they are the same syslog levels. */
const priorities = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'informational', 'debug'];

/** Falco's JSON output, a line an alert, as signals. @throws Error on what is not Falco */
export function falcoSignals(text: string): Recorded[] {
  return readRecords(text).map((line, index) => signalOf(lineSchema.parse(line), index));
}

function signalOf(line: FalcoLine, index: number): Recorded {
  const fields = present(line.output_fields ?? {});
  const labels = labelsOf(fields, line.hostname ?? undefined);
  const resource = resourceOf(fields, labels);
  return {
    at: timeOf(line.time),
    from: sourceOf(line, fields),
    key: `falco/${index}/${line.time}/${line.rule}`,
    rule: line.rule,
    tags: line.tags ?? [],
    severity: severityOf(line.priority),
    labels,
    fields,
    output: line.output,
    series: `falco/${line.rule}/${resource.type}/${resource.name}`,
    about: resource.name,
    resource,
  };
}

function sourceOf({ source }: FalcoLine, fields: Labels): SourceKind {
  if (source === 'k8s_audit') return 'k8sAudit';
  if (source === 'aws_cloudtrail') return 'cloudtrail';
  return fields['container.id'] === 'host' ? 'host' : 'container';
}

/** Falco writes nanoseconds, of which Date keeps three digits. */
function timeOf(time: string): bigint {
  const [, seconds = '', fraction = '', zone = ''] = /^(.+?)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/.exec(time) ?? [];
  const ms = Date.parse(`${seconds}${zone}`);
  if (Number.isNaN(ms)) throw new Error(`not a time that Falco writes: ${time}`);
  return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

function severityOf(priority: string): number {
  const level = priorities.indexOf(priority.toLowerCase());
  if (level < 0) throw new Error(`unknown Falco priority: ${priority}`);
  return level;
}

function labelsOf(fields: Labels, hostname: string | undefined): Record<string, string> {
  const real = (name: string): string | undefined => (fields[name] === '<NA>' ? undefined : fields[name]);
  return present({
    'host.hostName': hostname,
    'kubernetes.namespace.name': real('k8s.ns.name') ?? real('ka.target.namespace'),
    'kubernetes.pod.name': real('k8s.pod.name'),
    'kubernetes.deployment.name': real('k8s.deployment.name'),
    'container.name': real('container.name'),
    'container.image.repo': real('container.image.repository'),
    'container.image.tag': real('container.image.tag'),
    'container.image.digest': real('container.image.digest'),
  });
}

/** The narrowest thing that the alert names: pod, then container, then host. */
function resourceOf(fields: Labels, labels: Labels): ResourceRecord {
  const pod = labels['kubernetes.pod.name'];
  if (pod !== undefined) return { type: 'K8S_POD', name: pod, ...present({ namespace: labels['kubernetes.namespace.name'] }) };
  const container = fields['container.id'];
  if (container !== undefined && container !== 'host' && container !== '<NA>') return { type: 'CONTAINER', name: container };
  return { type: 'HOST', name: labels['host.hostName'] ?? 'unnamed host' };
}
