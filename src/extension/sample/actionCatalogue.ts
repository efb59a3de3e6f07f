export type ResponderType = 'HOST' | 'CLUSTER' | 'CLOUD';

type Parameter = {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean';
  readonly required: boolean;
  readonly description: string;
};

export type ActionRecord = {
  readonly type: string;
  readonly description: string;
  readonly responderType: ResponderType;
  readonly isUndoable: boolean;
  readonly parameters: readonly Parameter[];
  readonly outputs?: readonly Parameter[];
};

/** What the tenant knows about an action beyond its catalogue entry. */
export type ActionKind = {
  readonly action: ActionRecord;
  /** the type that undo runs; these are in the catalogue too, though they must not be submitted (contract §4) */
  readonly undo?: string;
  readonly needsStorage: boolean;
  /** how it ends what runs on its target: for good, or until it is undone */
  readonly contains?: 'forGood' | 'untilUndone';
  readonly outputs: Readonly<Record<string, string>>;
};

/** `name` is required, `name?` optional, `name:integer` typed. */
function parameter(text: string): Parameter {
  const [, name = '', type = 'string', optional] = /^([^:?]+)(?::(\w+))?(\?)?$/.exec(text) ?? [];
  return { name, type: type as Parameter['type'], required: optional === undefined, description: '' };
}

type Entry = {
  readonly on: ResponderType;
  readonly does: string;
  readonly takes: readonly string[];
  readonly undo?: readonly [type: string, output: string | undefined];
  readonly storage?: true;
  readonly contains?: ActionKind['contains'];
};

const container = ['host.id', 'container.id'];
const workload = ['kubernetes.cluster.name', 'kubernetes.namespace.name', 'kubernetes.workload.type', 'kubernetes.workload.name'];
const account = ['cloudProvider.name', 'cloudProvider.account.id'];

const entries: Readonly<Record<string, Entry>> = {
  KILL_PROCESS: { on: 'HOST', does: 'Kill a process', takes: ['host.id', 'process.id:integer', 'startTime:integer'] },
  KILL_CONTAINER: { on: 'HOST', does: 'Kill a container', takes: container, contains: 'forGood' },
  STOP_CONTAINER: { on: 'HOST', does: 'Stop a container', takes: container, undo: ['START_CONTAINER', undefined], contains: 'untilUndone' },
  PAUSE_CONTAINER: {
    on: 'HOST',
    does: 'Pause a container',
    takes: container,
    undo: ['UNPAUSE_CONTAINER', undefined],
    contains: 'untilUndone',
  },
  FILE_QUARANTINE: {
    on: 'HOST',
    does: 'Quarantine a file',
    takes: ['host.id', 'path.absolute', 'container.id?'],
    undo: ['FILE_UNQUARANTINE', 'quarantined_file_path'],
  },
  FILE_ACQUIRE: { on: 'HOST', does: 'Acquire a file', takes: ['host.id', 'path.absolute', 'container.id?'], storage: true },
  CAPTURE: {
    on: 'HOST',
    does: 'Take a system capture',
    takes: [
      'host.id',
      'capture.remote_storage_configuration_id',
      'capture.duration_ns:integer',
      'capture.past_duration_ns:integer',
      'capture.filters?',
      'container.id?',
    ],
    storage: true,
  },
  DELETE_POD: {
    on: 'CLUSTER',
    does: 'Delete a pod',
    takes: ['kubernetes.cluster.name', 'kubernetes.namespace.name', 'kubernetes.pod.name'],
    contains: 'forGood',
  },
  ROLLOUT_RESTART: { on: 'CLUSTER', does: 'Restart the pods of a workload', takes: workload },
  ISOLATE_NETWORK: {
    on: 'CLUSTER',
    does: 'Isolate a workload from the network',
    takes: [...workload, 'network.protocol?', 'network.port?', 'network.cidr?', 'network.direction?'],
    undo: ['DELETE_NETWORK_POLICY', 'network_policy_name'],
    contains: 'untilUndone',
  },
  GET_LOGS: {
    on: 'CLUSTER',
    does: 'Get the logs of a workload or pod',
    takes: [
      'kubernetes.cluster.name',
      'kubernetes.namespace.name',
      'kubernetes.workload.type?',
      'kubernetes.workload.name?',
      'kubernetes.pod.name?',
      'previous:boolean?',
      'allContainers:boolean?',
    ],
    storage: true,
  },
  KUBERNETES_VOLUME_SNAPSHOT: {
    on: 'CLUSTER',
    does: 'Snapshot the volumes of a workload',
    takes: [
      'kubernetes.cluster.name',
      'kubernetes.namespace.name',
      'kubernetes.persistentvolume.claim.name?',
      'kubernetes.workload.type?',
      'kubernetes.workload.name?',
    ],
    undo: ['KUBERNETES_DELETE_VOLUME_SNAPSHOT', 'kubernetes.volume.snapshot.name'],
  },
  IAM_QUARANTINE: {
    on: 'CLOUD',
    does: 'Quarantine an IAM identity',
    takes: [...account, 'ct.user.arn?', 'ct.user.identitytype?', 'ct.user?'],
    undo: ['IAM_UNQUARANTINE', 'iam_policy_name'],
  },
  MAKE_PRIVATE_CLOUD_RESOURCE: {
    on: 'CLOUD',
    does: 'Make a cloud resource private',
    takes: [...account, 'cloudResourceType', 'cloudResourceName', 'cloudProvider.region?'],
    undo: ['UNDO_MAKE_PRIVATE_CLOUD_RESOURCE', 'previousPublicAccessSettings'],
  },
  CLOUD_VOLUME_SNAPSHOT: {
    on: 'CLOUD',
    does: 'Snapshot the volumes of an instance',
    takes: [...account, 'cloudProvider.region', 'aws.instanceId'],
    undo: ['UNDO_CLOUD_VOLUME_SNAPSHOT', 'snapshotIds'],
  },
  FETCH_CLOUD_LOGS: {
    on: 'CLOUD',
    does: 'Fetch cloud logs',
    takes: [...account, 'cloudProvider.region', 'fromTimestamp', 'toTimestamp', 'ct.originaluser?', 'ct.name?', 'ct.src?'],
  },
};

/** Every type that can be submitted, by type. */
export const actionKinds: ReadonlyMap<string, ActionKind> = new Map(
  Object.entries(entries).map(([type, entry]) => [type, kind(type, entry)]),
);

/** The inverse types, by type: listed, but reachable by undo only. */
export const undoActions: ReadonlyMap<string, ActionRecord> = new Map(
  Object.entries(entries).flatMap(([type, { on, takes, undo }]) => {
    if (undo === undefined) return [];
    const [inverse, output] = undo;
    const parameters = [...takes.map(parameter), ...(output === undefined ? [] : [parameter(output)])];
    return [[inverse, { type: inverse, description: `Undo of ${type}`, responderType: on, isUndoable: false, parameters }] as const];
  }),
);

function kind(type: string, { on, does, takes, undo, storage, contains }: Entry): ActionKind {
  const output = undo?.[1];
  return {
    action: {
      type,
      description: does,
      responderType: on,
      isUndoable: undo !== undefined,
      parameters: takes.map(parameter),
      ...(output === undefined ? {} : { outputs: [parameter(output)] }),
    },
    ...(undo === undefined ? {} : { undo: undo[0] }),
    needsStorage: storage === true,
    ...(contains === undefined ? {} : { contains }),
    outputs: output === undefined ? {} : { [output]: `sysdig-${type.toLowerCase().replaceAll('_', '-')}-1` },
  };
}
