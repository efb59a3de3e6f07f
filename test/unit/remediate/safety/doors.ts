import type { ActingCommands, AllowedCommand, Commands } from '../../../../src/extension/core/model/command.ts';
import { Failure, isAbort } from '../../../../src/extension/core/model/failure.ts';
import type { Proposals, ProposedAction } from '../../../../src/extension/core/model/remediation.ts';
import type { ProposalInput } from '../../../../src/extension/core/remediate/propose/proposalInput.ts';
import { allow } from '../../../../src/extension/core/remediate/surfaces/allow.ts';
import type { ResponseActs, ResponseReads } from '../../../../src/extension/core/tools/responseTools.ts';

/**
 * Faults that the product does not have, so that the checks behind them have something to stop: callers that knock at each door with another request
 * first and a second time after, and a list that also holds actions on what the threat does not name.
 */
export function knockedOn(machine: Commands & ActingCommands): Commands & ActingCommands {
  return {
    ...machine,
    act: async (command, yes, options) => {
      await refused(() => machine.act(other(command), yes, options));
      try {
        return await machine.act(command, yes, options);
      } finally {
        await refused(() => machine.act(command, yes, options));
      }
    },
  };
}

/** The same, telling when a call begins and ends. */
export function counted(machine: Commands & ActingCommands, count: (by: 1 | -1) => void): Commands & ActingCommands {
  const told = async <T>(call: Promise<T>): Promise<T> => {
    count(1);
    try {
      return await call;
    } finally {
      count(-1);
    }
  };
  return {
    find: (...given) => told(machine.find(...given)),
    run: (...given) => told(machine.run(...given)),
    act: (...given) => told(machine.act(...given)),
  };
}

export function knockedOnTools(tools: ResponseReads & ResponseActs): ResponseReads & ResponseActs {
  return {
    ...tools,
    submit: async (action, yes, signal) => {
      await refused(() => tools.submit({ ...action, type: action.type === 'KILL_PROCESS' ? 'DELETE_POD' : 'KILL_PROCESS' }, yes, signal));
      try {
        return await tools.submit(action, yes, signal);
      } finally {
        await refused(() => tools.submit(action, yes, signal));
      }
    },
  };
}

/** The same with another value at its end that the allow-list has as well. */
function other({ program, argv }: AllowedCommand): AllowedCommand {
  const words =
    program === 'kubectl'
      ? argv.map((word) => word.replace(/^--request-timeout=.*/, '--request-timeout=77s'))
      : [...argv.slice(0, -1), '77'];
  return allow({ program, argv: words, access: 'write' });
}

async function refused(knock: () => Promise<unknown>): Promise<void> {
  try {
    await knock();
  } catch (error) {
    if (!Failure.is(error) && !isAbort(error)) throw error;
  }
}

const foreign: readonly (readonly [string, string])[] = [
  ['"storefront"', '"billing"'],
  ['"shop"', '"kube-system"'],
  ['--namespace=shop', '--namespace=kube-system'],
  ['3f2a9c81d7be', 'ffffffffffff'],
  ['0a58c2f1-host', 'other-host'],
  ['backup-admin', 'root-admin'],
  ['ec2-role-storefront', 'OrganizationAccountAccessRole'],
];

/**
 * `proposeActions`, remembered by what its list depends on here: it is pure, and the sequences ask it for the same few threats a hundred thousand times.
 */
export function remembered(propose: (input: ProposalInput) => Proposals): (input: ProposalInput) => Proposals {
  const lists = new Map<string, Proposals>();
  return (input) => {
    const { threat, radius, reach } = input;
    const { executions, kubectl, aws, rights, refused: refusals, unread } = reach;
    const told = [
      threat.trigger.digest,
      threat.events.length,
      radius.lines,
      executions?.value,
      kubectl,
      aws,
      [...rights],
      refusals,
      unread,
    ];
    const key = JSON.stringify(told);
    const list = lists.get(key) ?? poisoned(propose(input));
    if (lists.size > 300) lists.clear();
    lists.set(key, list);
    return list;
  };
}

/** The list with a twin of every third action that can be run, on something that is not the threat's. */
function poisoned({ actions, order }: Proposals): Proposals {
  const twins = actions.filter((_, index) => index % 3 === 0).flatMap(twinOf);
  return { actions: [...actions, ...twins], order };
}

function twinOf(action: ProposedAction): readonly ProposedAction[] {
  const text = JSON.stringify(action.request);
  if (text === undefined) return [];
  const other = foreign.reduce((left, [ours, theirs]) => left.replaceAll(ours, theirs), text);
  return other === text
    ? []
    : [{ ...action, id: `${action.id}-twin`, request: JSON.parse(other) as NonNullable<ProposedAction['request']> }];
}
