import type { Tactic } from '../../model/tactic.ts';

/** One request to a Kubernetes API server, as far as the audit event tells. */
type K8sRequest = { readonly verb?: string; readonly resource?: string; readonly subresource?: string };

type Meaning = { readonly tactic: Tactic; readonly secondary?: Tactic; readonly technique?: string };
type Row = Meaning & { readonly resource?: RegExp; readonly subresource?: RegExp; readonly verb?: RegExp };

const writes = /^(create|update|patch)$/;
const reads = /^(get|list|watch)$/;

/** By ATT&CK's containers matrix: what the verb does to which resource. The first row that matches counts. */
const rows: readonly Row[] = [
  { verb: /^(impersonate|escalate|bind)$/, tactic: 'privilege_escalation', technique: 'T1548.005' },
  { subresource: /^(exec|attach|ephemeralcontainers)$/, tactic: 'execution', technique: 'T1609' },
  { resource: /^nodes?$/, subresource: /^proxy$/, tactic: 'privilege_escalation', technique: 'T1611' },
  { subresource: /^portforward$/, tactic: 'lateral_movement', technique: 'T1021' },
  { subresource: /^token$/, verb: writes, tactic: 'credential_access', secondary: 'persistence', technique: 'T1528' },
  { resource: /^(local|self)?subject(access|rules)reviews?$/, tactic: 'discovery', technique: 'T1069' },
  { resource: /^certificatesigningrequests?$/, verb: writes, tactic: 'persistence', technique: 'T1098' },
  { resource: /^secrets?$/, verb: reads, tactic: 'credential_access', technique: 'T1552.007' },
  {
    resource: /^(cluster)?role(binding)?s?$/,
    verb: writes,
    tactic: 'persistence',
    secondary: 'privilege_escalation',
    technique: 'T1098.006',
  },
  { resource: /^(cron)?jobs?$/, verb: writes, tactic: 'persistence', technique: 'T1053.007' },
  { resource: /^(pods?|deployments?|daemonsets?|statefulsets?|replicasets?)$/, verb: writes, tactic: 'execution', technique: 'T1610' },
  { resource: /^serviceaccounts?$/, verb: writes, tactic: 'persistence', technique: 'T1136' },
  { resource: /webhookconfigurations?$/, verb: writes, tactic: 'persistence', technique: 'T1546' },
  { resource: /^networkpolic(y|ies)$/, verb: /^(delete|patch|update)/, tactic: 'defense_evasion', technique: 'T1562.007' },
  { resource: /webhookconfigurations?$/, verb: /^delete/, tactic: 'defense_evasion', technique: 'T1562.001' },
  { resource: /^events?$/, verb: /^delete/, tactic: 'defense_evasion', technique: 'T1070' },
  { resource: /./, verb: /^delete/, tactic: 'impact', technique: 'T1485' },
  { resource: /./, verb: reads, tactic: 'discovery', technique: 'T1613' },
];

/** Undefined where the request alone says nothing. */
export function meaningOfK8s(request: K8sRequest): Meaning | undefined {
  const row = rows.find((one) =>
    (['resource', 'subresource', 'verb'] as const).every((part) => one[part]?.test(request[part] ?? '') ?? true),
  );
  if (row === undefined) return undefined;
  const { tactic, secondary, technique } = row;
  return { tactic, ...(secondary !== undefined && { secondary }), ...(technique !== undefined && { technique }) };
}
