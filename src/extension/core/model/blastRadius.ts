import type { Cites, Evidence, EvidenceId } from './evidence.ts';
import type { Phrase } from './phrase.ts';

/** The rows of the mini-map, in its order. */
export const blastTopics = ['identity', 'inbound', 'outbound', 'sidecars', 'cloudIdentity', 'disruption', 'rbac'] as const;
export type BlastTopic = (typeof blastTopics)[number];

/** `kind` as in manifests: `Deployment`. */
export type ObjectRef = { readonly kind: string; readonly namespace?: string; readonly name: string };

export type ServicePort = {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
  /** the port of the pod; undefined where the pod has no port of the name that the Service asks for, so nothing is behind it */
  readonly target?: number;
};

/** A Service that has at least one pod of the workload behind it; `pods` is how many. */
export type SelectingService = {
  readonly name: string;
  readonly type: string;
  readonly ports: readonly ServicePort[];
  readonly pods: number;
};

/** `everything` where a rule names nobody or no port: that is how Kubernetes reads an absent list. */
export type PolicyRule = { readonly peers: readonly string[] | 'everything'; readonly ports: readonly string[] | 'everything' };

/** A NetworkPolicy that selects the pods, for one direction. No rule: nothing may pass. */
export type SelectingPolicy = { readonly name: string; readonly rules: readonly PolicyRule[] };

export type Container = { readonly name: string; readonly image?: string; readonly role: 'target' | 'sidecar' | 'init' };

export type Volume = { readonly name: string; readonly kind: string; readonly source?: string; readonly mounts: readonly string[] };

export type DisruptionBudget = {
  readonly name: string;
  readonly minAvailable?: string;
  readonly maxUnavailable?: string;
  /** undefined where no controller has counted yet */
  readonly allowed?: number;
};

/**
 * `max` and `min` are replicas. An autoscaler overrules every number of replicas but 0, which switches it off until someone scales up again;
 * `min` of 0 keeps it on.
 */
export type Autoscaler = { readonly name: string; readonly min: number; readonly max: number; readonly current?: number };

/** A role that the service account has: by its own name, or by a group that it is in. */
export type Binding = {
  readonly binding: ObjectRef;
  readonly role: ObjectRef;
  readonly through: 'account' | 'group';
  /** `verbs on resources`, in the order of the role; undefined where the role could not be read */
  readonly rights?: readonly string[];
};

/** An identity at a cloud: an ARN, a service account of Google's, a client id of Azure. */
export type CloudRole = { readonly cloud: 'aws' | 'gcp' | 'azure'; readonly name: string };

export type AccessKey = {
  readonly id: string;
  readonly status: string;
  readonly created?: string;
  /** ISO instant, undefined where it was never used or could not be asked */
  readonly lastUsed?: string;
  readonly service?: string;
};

/** What a line of the mini-map is about, with its data. `about` is the key that proposals look a line up by. */
export type Probed =
  | { readonly about: 'inventory'; readonly known: boolean; readonly types: readonly string[] }
  | { readonly about: 'neighbours'; readonly names: readonly string[]; readonly all: boolean }
  | { readonly about: 'owners'; readonly chain: readonly ObjectRef[] }
  | { readonly about: 'replicas'; readonly wanted?: number; readonly ready?: number }
  | { readonly about: 'pods'; readonly names: readonly string[] }
  /** of a Deployment, oldest first; the last one is that of its pods now. `images` as its containers have them */
  | { readonly about: 'revisions'; readonly revisions: readonly { readonly revision: number; readonly images: readonly string[] }[] }
  | { readonly about: 'volumes'; readonly volumes: readonly Volume[] }
  | { readonly about: 'exposure'; readonly exposed: boolean }
  | { readonly about: 'services'; readonly services: readonly SelectingService[]; readonly of: number }
  | {
      readonly about: 'ingresses';
      readonly ingresses: readonly { readonly name: string; readonly hosts: readonly string[]; readonly services: readonly string[] }[];
    }
  | { readonly about: 'inboundPolicies'; readonly policies: readonly SelectingPolicy[] }
  | { readonly about: 'outboundPolicies'; readonly policies: readonly SelectingPolicy[] }
  | { readonly about: 'containers'; readonly containers: readonly Container[] }
  | { readonly about: 'cloudRole'; readonly role?: CloudRole }
  | { readonly about: 'roleSharing'; readonly accounts: readonly ObjectRef[] }
  | { readonly about: 'rolePolicies'; readonly attached: readonly string[]; readonly inline: readonly string[]; readonly lastUsed?: string }
  | { readonly about: 'roleInstances'; readonly profiles: readonly string[] }
  | {
      readonly about: 'policyHolders';
      readonly holders: readonly {
        readonly policy: string;
        readonly roles: readonly string[];
        readonly users: readonly string[];
        readonly groups: readonly string[];
      }[];
      /** false where it has more policies than were asked about */
      readonly all: boolean;
    }
  | { readonly about: 'accessKeys'; readonly user: string; readonly keys: readonly AccessKey[] }
  | {
      readonly about: 'userPolicies';
      readonly attached: readonly string[];
      readonly inline: readonly string[];
      readonly groups: readonly string[];
    }
  | { readonly about: 'budgets'; readonly budgets: readonly DisruptionBudget[] }
  | { readonly about: 'autoscalers'; readonly autoscalers: readonly Autoscaler[] }
  | { readonly about: 'serviceAccount'; readonly name: string; readonly automount: boolean }
  | { readonly about: 'accountSharing'; readonly workloads: readonly ObjectRef[] }
  | {
      readonly about: 'inventoryRoles';
      readonly roles: readonly { readonly account: string; readonly role: string }[];
      readonly all: boolean;
    }
  | { readonly about: 'bindings'; readonly bindings: readonly Binding[] };

/** What a line can be looked up by. The role that pods get from their node is only ever a gap: no call that may be run tells it. */
export type About = Probed['about'] | 'nodeRole';

/** One thing that was found, with the evidence that says it. */
export type Fact = {
  readonly kind: 'fact';
  readonly topic: BlastTopic;
  readonly phrase: Phrase;
  readonly sources: Cites;
  readonly value: Probed;
};

/** One thing that is not known. `sources` are the calls that failed, none where none was made; `why` can hold the tenant's words. */
export type Gap = {
  readonly kind: 'gap';
  readonly topic: BlastTopic;
  readonly about: About;
  /** half a sentence: `which Services select it` */
  readonly asked: string;
  readonly probeWith: 'sysql' | 'kubectl' | 'aws';
  readonly why: string;
  readonly phrase: Phrase;
  readonly sources: readonly EvidenceId[];
};

/** What a step against the threat's target would touch, as far as it could be read. Lines by topic, evidence in the order of its first line. */
export type BlastRadius = { readonly lines: readonly (Fact | Gap)[]; readonly evidence: readonly Evidence[] };
