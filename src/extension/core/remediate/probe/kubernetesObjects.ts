import * as z from 'zod';
import { labelMap, labelSelector } from './labelMatch.ts';

// Read strictly where a fact rests on it: a selector of another form makes the whole answer unknown, not "selects nothing".

const text = z.string();
const maybeText = z.string().nullish();
const maybeNumber = z.number().nullish();
const numberOrText = z.union([z.number(), z.string()]).nullish();

function listed<T extends z.ZodType>(of: T) {
  return z
    .array(of)
    .nullish()
    .transform((items) => items ?? []);
}

/** What `kubectl get KIND --output=json` prints. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item) });
}

const owner = z.object({ kind: text, name: text, uid: text, controller: z.boolean().nullish() });

const metadata = z.object({
  ...{ name: text, namespace: maybeText, uid: maybeText, labels: labelMap, annotations: labelMap },
  ownerReferences: listed(owner),
});

const containerPort = z.object({ name: maybeText, containerPort: z.number(), protocol: maybeText });

const container = z.object({
  ...{ name: text, image: maybeText, restartPolicy: maybeText, ports: listed(containerPort) },
  volumeMounts: listed(z.object({ name: text, mountPath: text, readOnly: z.boolean().nullish() })),
});

const podSpec = z.object({
  containers: listed(container),
  initContainers: listed(container),
  // Beside its name a volume has one member, which is its kind.
  volumes: listed(z.looseObject({ name: text })),
  ...{ serviceAccountName: maybeText, automountServiceAccountToken: z.boolean().nullish(), nodeName: maybeText },
});

export type Container = z.infer<typeof container>;

export type PodSpec = z.infer<typeof podSpec>;

export const pod = z.object({ metadata, spec: podSpec, status: z.object({ phase: maybeText }).nullish() });
export type Pod = z.infer<typeof pod>;

const template = z.object({ metadata: z.object({ labels: labelMap }).nullish(), spec: podSpec });
const status = z
  .object({ readyReplicas: maybeNumber, numberReady: maybeNumber, desiredNumberScheduled: maybeNumber })
  .nullish()
  .transform((counts) => counts ?? {});

export const workload = z.object({
  ...{ metadata, status },
  spec: z.object({ replicas: maybeNumber, selector: labelSelector.nullish(), template }),
});

/** A CronJob has its template one level deeper; read as a workload it selects no pods by itself. */
export const cronJob = z.object({ metadata, spec: z.object({ jobTemplate: z.object({ spec: z.object({ template }) }) }) }).transform(
  ({ metadata: given, spec }): z.infer<typeof workload> => ({
    ...{ metadata: given, status: {} },
    spec: { template: spec.jobTemplate.spec.template },
  }),
);

export type WorkloadObject = z.infer<typeof workload>;

export const service = z.object({
  metadata,
  spec: z.object({
    ...{ type: maybeText, selector: labelMap },
    ports: listed(z.object({ name: maybeText, port: z.number(), protocol: maybeText, targetPort: numberOrText })),
  }),
});
export type ServiceObject = z.infer<typeof service>;

const backend = z.object({ service: z.object({ name: text }).nullish() }).nullish();
const ingressRule = z.object({ host: maybeText, http: z.object({ paths: listed(z.object({ backend })) }).nullish() });
export const ingress = z.object({
  metadata,
  spec: z.object({ defaultBackend: backend, rules: listed(ingressRule) }),
});
export type IngressObject = z.infer<typeof ingress>;

const policyPort = z.object({ protocol: maybeText, port: numberOrText, endPort: maybeNumber });
const peer = z.object({
  podSelector: labelSelector.nullish(),
  namespaceSelector: labelSelector.nullish(),
  ipBlock: z.object({ cidr: text, except: listed(text) }).nullish(),
});
export type PolicyPeer = z.infer<typeof peer>;

export const networkPolicy = z.object({
  metadata,
  spec: z.object({
    podSelector: labelSelector.nullish(),
    policyTypes: listed(text),
    ingress: listed(z.object({ from: listed(peer), ports: listed(policyPort) })),
    egress: listed(z.object({ to: listed(peer), ports: listed(policyPort) })),
  }),
});
export type NetworkPolicyObject = z.infer<typeof networkPolicy>;

export const budget = z.object({
  metadata,
  spec: z.object({ minAvailable: numberOrText, maxUnavailable: numberOrText, selector: labelSelector.nullish() }),
  status: z.object({ disruptionsAllowed: maybeNumber, observedGeneration: maybeNumber }).nullish(),
});

export const autoscaler = z.object({
  metadata,
  spec: z.object({
    scaleTargetRef: z.object({ apiVersion: maybeText, kind: text, name: text }),
    ...{ minReplicas: maybeNumber, maxReplicas: z.number() },
  }),
  status: z.object({ currentReplicas: maybeNumber }).nullish(),
});

export const serviceAccount = z.object({ metadata, automountServiceAccountToken: z.boolean().nullish() });

const subject = z.object({ kind: text, name: text, namespace: maybeText });
export const roleBinding = z.object({ metadata, subjects: listed(subject), roleRef: z.object({ kind: text, name: text }) });
export type RoleBindingObject = z.infer<typeof roleBinding>;

const rule = z.object({ verbs: listed(text), resources: listed(text), nonResourceURLs: listed(text), resourceNames: listed(text) });
export const role = z.object({ metadata, rules: listed(rule) });
export type RoleObject = z.infer<typeof role>;
