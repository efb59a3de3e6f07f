import type { SecurityEvent } from '../model/threat.ts';

const tokenFile = /\/var\/run\/secrets\/(kubernetes\.io|eks\.amazonaws\.com|azure\/tokens|tokens)\/|\/run\/secrets\/kubernetes\.io\//;
const apiSigns = /\bkubernetes\.default\b|\bKUBERNETES_(SERVICE|PORT)|\/apis?\/v\d|\/apis\/[a-z.]+\/v\d/;

/** A process that opens or names its pod's service-account token. */
export function readsKubeToken({ fields, rule }: SecurityEvent): boolean {
  const places = [fields['fd.name'], fields['fs.path.name'], fields['proc.cmdline'], fields['proc.args']];
  return places.some((place) => place !== undefined && tokenFile.test(place)) || /service ?account token/i.test(rule ?? '');
}

/** A process that talks to the cluster's API server: by its client program, by the address in its command line, or by the rule that says so. */
export function contactsKubeApi({ fields, rule }: SecurityEvent): boolean {
  if (/^(kubectl|oc|helm|k9s|kubeletctl|peirates)$/.test(fields['proc.name'] ?? '')) return true;
  return apiSigns.test(fields['proc.cmdline'] ?? '') || /\b(k8s|kubernetes|kube)[ -]?api\b/i.test(rule ?? '');
}
