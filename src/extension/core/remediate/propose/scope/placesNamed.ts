import { parameterOf } from '../../../facts/parameters.ts';
import type { Probed } from '../../../model/blastRadius.ts';
import type { Threat } from '../../../model/remediation.ts';
import type { ActionExecution } from '../../../model/responseAction.ts';
import type { ProcessNode, SecurityEvent } from '../../../model/threat.ts';

/** What one event names: values by the parameter that they could be given for, and the texts in which it names files. */
export type Place = { readonly values: ReadonlyMap<string, ReadonlySet<string>>; readonly files: readonly string[] };

/** One place an event, with what tree, probe and past executions say of the same one. */
export function placesNamed(threat: Threat, facts: readonly Probed[], executions: readonly ActionExecution[]): readonly Place[] {
  const events = [threat.trigger, ...threat.events];
  return events.map(({ id, value }) => {
    const values = new Map<string, Set<string>>();
    const add = (name: string, ...found: readonly (string | undefined)[]) => {
      const known = values.get(name) ?? new Set();
      for (const one of found) if (one !== undefined) known.add(one);
      values.set(name, known);
    };
    for (const [name, text] of [...Object.entries(value.labels), ...Object.entries(value.fields)]) add(name, text);
    addScope(value, add);
    addProcess(value, add);
    addCloud(value, add);
    if (!values.has('host.id'))
      add(
        'host.id',
        ...hostIds(
          value,
          events.map((one) => one.value),
          executions,
        ),
      );
    if (id === threat.trigger.id && value.scope.container === undefined && value.fields['container.id'] !== 'host') {
      add('container.id', ...containersOf(threat.tree?.value.roots ?? []));
    }
    if (value.scope.namespace !== undefined && value.scope.namespace === threat.scope.namespace) addProbed(facts, value, add);
    return { values, files: filesOf(value) };
  });
}

type Add = (name: string, ...found: readonly (string | undefined)[]) => void;

function addScope({ scope }: SecurityEvent, add: Add): void {
  add('kubernetes.cluster.name', scope.cluster);
  add('kubernetes.namespace.name', scope.namespace);
  add('kubernetes.workload.name', scope.workload);
  add('kubernetes.workload.type', scope.workloadType);
  add('kubernetes.pod.name', scope.pod);
  add('container.id', scope.container);
  add('aws.instanceId', scope.instance);
}

function addProcess({ fields }: SecurityEvent, add: Add): void {
  add('process.id', fields['proc.pid']);
  add('startTime', fields['proc.pid.ts']);
}

function addCloud(event: SecurityEvent, add: Add): void {
  const { awsAccount, gcpProject, azureSubscription, region } = event.scope;
  add('cloudProvider.account.id', awsAccount, gcpProject, azureSubscription);
  if (awsAccount !== undefined) add('cloudProvider.name', 'aws');
  if (gcpProject !== undefined) add('cloudProvider.name', 'gcp');
  if (azureSubscription !== undefined) add('cloudProvider.name', 'azure');
  add('cloudProvider.region', region, event.fields['ct.region']);
  const [bucket, database] = [parameterOf(event, 'request', 'bucketname'), parameterOf(event, 'request', 'dbinstanceidentifier')];
  add('cloudResourceName', bucket, database);
  if (bucket !== undefined) add('cloudResourceType', 's3');
  if (database !== undefined) add('cloudResourceType', 'rds');
  for (const name of ['ct.user', 'ct.user.arn', 'ct.user.identitytype']) {
    add(name, Object.entries(event.fields).find(([field]) => field.toLowerCase() === name)?.[1]);
  }
}

/** Claims and the kind of the workload: what only the cluster tells. */
function addProbed(facts: readonly Probed[], { scope }: SecurityEvent, add: Add): void {
  const volumes = facts.flatMap((fact) => (fact.about === 'volumes' ? fact.volumes : []));
  const claims = volumes.filter(({ kind }) => kind === 'persistentVolumeClaim').map(({ source }) => source);
  add('kubernetes.persistentvolume.claim.name', ...claims);
  const owners = facts.flatMap((fact) => (fact.about === 'owners' ? fact.chain : []));
  add('kubernetes.workload.type', ...owners.filter(({ name }) => name === scope.workload).map(({ kind }) => kind.toLowerCase()));
}

const hostNames = ['host.hostName', 'host.mac', 'kubernetes.node.name'] as const;

/** Ids of the host by its name or hardware address elsewhere. */
function hostIds(
  event: SecurityEvent,
  events: readonly SecurityEvent[],
  executions: readonly ActionExecution[],
): readonly (string | undefined)[] {
  const names = new Set([event.scope.host, ...hostNames.flatMap((name) => [event.labels[name], event.fields[name]])]);
  names.delete(undefined);
  const isIts = (text: Readonly<Record<string, string>>) => hostNames.some((name) => text[name] !== undefined && names.has(text[name]));
  return [
    ...events
      .filter(({ labels, fields }) => 'host.id' in labels || 'host.id' in fields)
      .filter(({ labels, fields }) => isIts(labels) || isIts(fields))
      .map(({ labels, fields }) => labels['host.id'] ?? fields['host.id']),
    ...executions
      .filter(({ context }) => isIts(context))
      .map(
        ({ context, parameters }) => context['host.id'] ?? (typeof parameters['host.id'] === 'string' ? parameters['host.id'] : undefined),
      ),
  ];
}

function containersOf(nodes: readonly ProcessNode[]): readonly (string | undefined)[] {
  return nodes.flatMap(({ container, children }) => [container, ...containersOf(children)]);
}

function filesOf({ fields }: SecurityEvent): readonly string[] {
  const named = ['proc.exepath', 'fd.name', 'fs.path.name', 'proc.cmdline', 'proc.args', 'proc.pcmdline'];
  return named.flatMap((name) => fields[name] ?? []);
}
