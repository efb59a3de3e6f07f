import { code, phrase } from '../../../model/phrase.ts';
import { labelValue, namespaceName } from '../../surfaces/kubernetesNames.ts';
import { quoted } from '../../surfaces/shown.ts';
import { policyBreaks } from '../breaks/disruption.ts';
import { servingBreaks } from '../breaks/serving.ts';
import type { Maker } from '../draft.ts';
import { inWorkload } from '../kubectl/kubectlAction.ts';
import { quarantineKey } from '../kubectl/markQuarantine.ts';
import { attempt } from '../kubectl/objects.ts';
import { entryOf } from '../sysdig/catalogue.ts';
import { ticketDraft } from './ticketAction.ts';

/** Asks for a policy that cuts off what is labelled for quarantine, where the tenant has no isolation of its own. */
export const denyLabelled: Maker = (input, seen) => {
  const told = inWorkload(input, seen);
  const { namespace } = input.threat.scope;
  if (told.length === 0 || namespace === undefined || entryOf(input.reach, 'ISOLATE_NETWORK') !== undefined) return [];
  const value = attempt(() => labelValue(input.threat.eventId));
  const place = attempt(() => namespaceName(namespace));
  if (value === undefined || place === undefined) return [];
  const policy = {
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
    metadata: { name: 'runtime-threats-quarantine', namespace: place },
    spec: { podSelector: { matchLabels: { [quarantineKey]: value } }, policyTypes: ['Ingress', 'Egress'] },
  };
  return [
    ticketDraft({
      ...{ stage: 'containment', effect: 'cutNetwork', name: 'kubectl apply', verb: 'Deny traffic' },
      on: phrase`pods of ${code(namespace)} with label ${code(quarantineKey)}`,
      line: `printf %s ${quoted(JSON.stringify(policy))} | kubectl apply --filename=-`,
      does: phrase`Makes a NetworkPolicy that denies the labelled pods what comes in and goes out`,
      expected: phrase`New connections of the labelled pods fail, to the attacker and to everybody else`,
      breaks: [...servingBreaks(input, 'one'), ...policyBreaks(input)],
      watch: phrase`Connections that stand already, and the metadata service of the node, are not necessarily cut: look for traffic that goes on`,
      reversibility: { kind: 'inverse', how: phrase`Delete NetworkPolicy ${code('runtime-threats-quarantine')}` },
      told,
    }),
  ];
};
