import type { ObjectRef } from '../../../model/blastRadius.ts';
import type { Cites } from '../../../model/evidence.ts';
import { code, phrase, text } from '../../../model/phrase.ts';
import type { Consequence } from '../../../model/remediation.ts';
import { listed, verb } from '../../probe/line.ts';
import { knownBreak } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';

/** What a workload can not ask the cluster for any more without its token, and who keeps one of the same account. */
export function tokenBreaks({ radius }: ProposalInput): readonly Consequence[] {
  const [bindings, sharing] = [lookUp(radius, 'bindings'), lookUp(radius, 'accountSharing')];
  return [
    ...(bindings.kind === 'unknown'
      ? bindings.consequences
      : bindings.value.bindings
          .filter(({ through }) => through === 'account')
          .map(({ role, rights }) => {
            const what = rights === undefined ? phrase`rights unread` : listed(rights.map((right) => phrase`${code(right)}`));
            return knownBreak(phrase`It loses what ${text(role.kind)} ${code(role.name)} gives it (${what})`, bindings.cites);
          })),
    ...(sharing.kind === 'unknown'
      ? sharing.consequences
      : sharing.value.workloads.length === 0
        ? []
        : [keepsToken(sharing.value.workloads, sharing.cites)]),
  ];
}

function keepsToken(workloads: readonly ObjectRef[], cites: Cites): Consequence {
  return knownBreak(phrase`${listedRefs(workloads)} ${verb(workloads.length, 'keeps', 'keep')} a token of the same service account`, cites);
}

export function listedRefs(refs: readonly ObjectRef[]): ReturnType<typeof phrase> {
  return listed(
    refs.map(({ kind, namespace, name }) => phrase`${text(kind)} ${code(namespace === undefined ? name : `${namespace}/${name}`)}`),
  );
}
