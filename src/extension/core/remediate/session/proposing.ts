import type { Command } from '../../model/command.ts';
import type { ProposedAction } from '../../model/remediation.ts';
import { askRights } from '../availability/askRights.ts';
import { permissionTable } from '../availability/permissionTable.ts';
import { type Reach, rightKey } from '../availability/reach.ts';
import { rightOf, rightWords } from '../availability/rightOf.ts';
import { othersActions } from '../others/othersActions.ts';
import { proposeActions } from '../propose/proposeActions.ts';
import { awsReach, kubectlReach } from './gather.ts';
import { keepDecided } from './keepDecided.ts';
import type { Road } from './road.ts';
import type { RemediationState } from './state.ts';

type Proposed = Pick<RemediationState, 'proposals' | 'permissions' | 'others'> & { readonly reach?: Reach };

/**
 * The list, the permissions and what others did, from what is known now. Rights of kubectl are asked for the commands that are proposed, once each, and
 * the list is made again with the answers.
 */
export async function propose(state: RemediationState, road: Road, tickets: readonly string[], signal: AbortSignal): Promise<Proposed> {
  const { threat, radius = { lines: [], evidence: [] } } = state;
  if (threat === undefined || state.reach === undefined) return { proposals: state.proposals, permissions: [], others: [] };
  const reach: Reach = { ...state.reach, kubectl: kubectlReach(state, road.grants), aws: awsReach(state, road.grants) };
  const now = road.clock.now();
  const first = proposeActions({ threat, radius, reach, now });
  const rights = await newRights(first.actions, reach, road, signal);
  const asked: Reach = rights.size === 0 ? reach : { ...reach, rights: new Map([...reach.rights, ...rights]) };
  const proposals = keepDecided(rights.size === 0 ? first : proposeActions({ threat, radius, reach: asked, now }), state, asked);
  const ours = new Set(
    [...state.runs.values()].flatMap(({ executionId, undone }) => [executionId, undone?.executionId]).filter((id) => id !== undefined),
  );
  return {
    ...{ proposals, reach: asked },
    permissions: permissionTable(asked, {
      tickets,
      rights: commandsOf(proposals.actions).flatMap((command) => {
        const right = rightOf(command);
        return right === undefined ? [] : [{ what: rightWords(right), key: rightKey(command) }];
      }),
    }),
    others: asked.executions === undefined ? [] : othersActions(threat, asked.executions, ours),
  };
}

async function newRights(
  actions: readonly ProposedAction[],
  { kubectl, rights }: Reach,
  { machine }: Road,
  signal: AbortSignal,
): Promise<Reach['rights']> {
  if (machine === undefined || !kubectl.usable) return new Map();
  const commands = commandsOf(actions).filter((command) => command.program === 'kubectl' && !rights.has(rightKey(command)));
  return commands.length === 0 ? new Map() : askRights(commands, { commands: machine, signal, scope: kubectl.scope });
}

function commandsOf(actions: readonly ProposedAction[]): readonly Command[] {
  return actions.flatMap(({ request }) => (request?.surface === 'command' ? [request.command] : []));
}
