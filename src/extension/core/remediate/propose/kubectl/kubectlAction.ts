import type { Command } from '../../../model/command.ts';
import type { Phrase } from '../../../model/phrase.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { Reversibility, Stage } from '../../../model/remediation.ts';
import type { KubectlScope } from '../../surfaces/kubectl.ts';
import { shown } from '../../surfaces/shown.ts';
import type { Consequences, Draft, Effect, Maker, Seen } from '../draft.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { unprevented } from '../targets/workloads.ts';
import { attempt, type KnownWorkload, probedWorkload, toldWorkload } from './objects.ts';

/** One command on the threat's workload: what it is good for and what follows. */
export type KubectlKind = {
  /** `kubectl scale` */
  readonly name: string;
  readonly verb: string;
  readonly stage: Stage;
  readonly effect: Effect;
  readonly removes?: true;
  /** also told where kubectl can not be used, as what a person could do; for the few that matter most */
  readonly anyway?: true;
  /** undefined where the object is of a kind, or in a state, that this is not for */
  readonly command: (scope: KubectlScope, workload: KnownWorkload, input: ProposalInput) => Command | undefined;
  readonly consequences: (input: ProposalInput, workload: KnownWorkload) => Consequences;
  readonly reversibility: (input: ProposalInput, workload: KnownWorkload) => Reversibility;
};

/** Proposes a command on the workload that the threat is on, if any event of the pattern happened in it. */
export function workloadMaker(kind: KubectlKind): Maker {
  return (input, seen) => {
    const told = inWorkload(input, kind.removes ? unprevented(seen) : seen);
    if (told.length === 0) return [];
    const { kubectl } = input.reach;
    const workload = kubectl.usable ? probedWorkload(input) : kind.anyway && (probedWorkload(input) ?? toldWorkload(input));
    if (!workload) return [];
    const command = attempt(() => kind.command(kubectl.usable ? kubectl.scope : nowhere, workload, input));
    if (command === undefined) return [];
    return [
      {
        ...{ stage: kind.stage, effect: kind.effect, name: kind.name, verb: kind.verb, surface: 'kubectl' },
        on: onWorkload(workload),
        ...runOrRead(command, kubectl.usable),
        ...kind.consequences(input, workload),
        ...{ reversibility: kind.reversibility(input, workload), needs: [], unresolved: [], told },
        ...{ storage: false, removes: kind.removes ?? false },
      },
    ];
  };
}

/** Stands in for a context that is not known: its flags are left out of what is shown. */
const nowhere: KubectlScope = { context: 'unknown' };

/** The request with its line; only the line, without a context, where it can not be run from here. */
export function runOrRead(command: Command, usable: boolean): Pick<Draft, 'line'> & { readonly request?: NonNullable<Draft['request']> } {
  if (usable) return { request: { surface: 'command', command }, line: shown(command) };
  const argv = command.argv.filter((word) => !/^--(context|kubeconfig|request-timeout)=/.test(word));
  return { line: shown({ program: command.program, argv }) };
}

export function onWorkload({ namespace, name }: Pick<KnownWorkload, 'namespace' | 'name'>): Phrase {
  return phrase`${code(`${namespace}/${name}`)}`;
}

/** Events in the namespace of the threat's workload. */
export function inWorkload({ threat: { scope } }: ProposalInput, seen: readonly Seen[]): readonly Seen[] {
  if (scope.namespace === undefined) return [];
  return seen.filter(({ value }) => {
    const other = value.scope;
    if (other.namespace !== scope.namespace) return false;
    return other.workload === undefined || scope.workload === undefined || other.workload === scope.workload;
  });
}
