import type { BlastRadius, Fact, Probed } from '../../model/blastRadius.ts';
import type { Cites } from '../../model/evidence.ts';
import type { Consequence } from '../../model/remediation.ts';
import { unknownBreak } from './draft.ts';

type About = keyof typeof questions;
type Of<A extends About> = Extract<Probed, { readonly about: A }>;

/** A fact of the blast radius, or the sentence that says that it is not known. */
export type Looked<A extends About> =
  | { readonly kind: 'fact'; readonly value: Of<A>; readonly cites: Cites }
  | { readonly kind: 'unknown'; readonly consequences: readonly Consequence[] };

/** What a line would have answered, where the probe has not come to it yet. */
const questions = {
  owners: ['Who would make it anew', 'kubectl'],
  replicas: ['How many replicas there are', 'kubectl'],
  pods: ['Which pods it has', 'kubectl'],
  revisions: ['Which earlier revisions it has', 'kubectl'],
  volumes: ['What it has mounted', 'kubectl'],
  services: ['Which Services select it', 'kubectl'],
  ingresses: ['Which Ingresses lead to it', 'kubectl'],
  inboundPolicies: ['Which NetworkPolicies hold for what comes in', 'kubectl'],
  outboundPolicies: ['Which NetworkPolicies hold for what goes out', 'kubectl'],
  containers: ['What runs beside the container', 'kubectl'],
  budgets: ['Which PodDisruptionBudgets cover it', 'kubectl'],
  autoscalers: ['Whether an autoscaler would undo a scale-down', 'kubectl'],
  serviceAccount: ['Which service account it runs as', 'kubectl'],
  accountSharing: ['Who else runs as its service account', 'kubectl'],
  bindings: ['What its service account may do', 'kubectl'],
  cloudRole: ['Which role of a cloud its pods have', 'kubectl'],
  roleSharing: ['Which other service accounts have this role', 'kubectl'],
  rolePolicies: ['What the role may do', 'aws'],
  roleInstances: ['Which machines have the role', 'aws'],
  accessKeys: ['Which access keys the user has and when they were used last', 'aws'],
  userPolicies: ['What the user may do', 'aws'],
} as const;

/** The first fact about it, and without one that it is unknown: because the probe met a gap, or was not there. */
export function lookUp<A extends About>({ lines }: BlastRadius, about: A): Looked<A> {
  const fact = lines.find((line): line is Fact & { readonly value: Of<A> } => line.kind === 'fact' && line.value.about === about);
  if (fact !== undefined) return { kind: 'fact', value: fact.value, cites: fact.sources };
  const gap = lines.find((line) => line.kind === 'gap' && line.about === about);
  const [asked, probeWith] = gap?.kind === 'gap' ? [capital(gap.asked), gap.probeWith] : questions[about];
  return { kind: 'unknown', consequences: [unknownBreak(asked, probeWith)] };
}

/** The evidence of several facts together, each once. */
export function citingAll(first: Cites, ...more: readonly Cites[]): Cites {
  const [head, ...rest] = first;
  return [head, ...[...new Set([...rest, ...more.flat()])].filter((id) => id !== head)];
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
