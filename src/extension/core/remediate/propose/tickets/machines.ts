import { code, phrase } from '../../../model/phrase.ts';
import { shown } from '../../surfaces/shown.ts';
import type { Seen } from '../draft.ts';
import { knownBreak, type Maker, unknownBreak } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import { instanceTargets } from '../targets/cloud.ts';
import { regionForm, ticketDraft, wordOr } from './ticketAction.ts';

/** Asks for the metadata service of an instance to answer to its machine only, and not to containers. */
export const closeMetadata: Maker = (input, seen) =>
  instanceTargets(input, seen).flatMap(({ on, values, told }) => {
    const instance = values['aws.instanceId'] ?? '';
    const place = ['--region', wordOr('REGION', values['cloudProvider.region'], regionForm)];
    const words = ['ec2', 'modify-instance-metadata-options', '--instance-id', wordOr('INSTANCE', instance, /^i-[0-9a-f]{8,17}$/)];
    const pods = lookUp(input.radius, 'cloudRole');
    return [
      ticketDraft({
        ...{ stage: 'containment', effect: 'close', name: 'aws ec2 modify-instance-metadata-options', verb: 'Close metadata service' },
        on,
        line: shown({ program: 'aws', argv: [...words, '--http-tokens', 'required', '--http-put-response-hop-limit', '1', ...place] }),
        does: phrase`Lets the metadata service of ${on} answer requests with a token and from the machine itself only`,
        expected: phrase`Processes in containers get no credentials of the machine's role any more`,
        breaks:
          pods.kind === 'fact' && pods.value.role !== undefined
            ? [
                knownBreak(
                  phrase`The threat's own workload has role ${code(pods.value.role.name)} by its service account and does not need the machine's`,
                  pods.cites,
                ),
              ]
            : [unknownBreak('Which workloads of the machine use its role', 'aws')],
        watch: phrase`Agents and pods on the machine that fail to get credentials`,
        reversibility: { kind: 'inverse', how: phrase`Set the options back to what they were` },
        told,
      }),
    ];
  });

/** Asks to keep new pods off a node that was entered. */
export const cordonNode: Maker = (_input, seen) =>
  [...nodes(seen)].map(([node, told]) =>
    ticketDraft({
      ...{ stage: 'containment', effect: 'holdBack', name: 'kubectl cordon', verb: 'Cordon node' },
      on: phrase`node ${code(node)}`,
      line: shown({ program: 'kubectl', argv: ['cordon', wordOr('NODE', node, /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/)] }),
      does: phrase`Keeps the scheduler from putting new pods on node ${code(node)}`,
      expected: phrase`What runs there runs on, and can be moved or looked at in peace`,
      breaks: [unknownBreak('Whether the other nodes have room', 'kubectl')],
      watch: phrase`Pods that wait for a node`,
      reversibility: { kind: 'inverse', how: phrase`Uncordon the node` },
      told,
    }),
  );

/** Nodes of clusters by their names, with the events that happened on them. */
function nodes(seen: readonly Seen[]): ReadonlyMap<string, readonly Seen[]> {
  const found = new Map<string, readonly Seen[]>();
  for (const one of seen) {
    const { cluster, host } = one.value.scope;
    if (cluster !== undefined && host !== undefined) found.set(host, [...(found.get(host) ?? []), one]);
  }
  return found;
}
