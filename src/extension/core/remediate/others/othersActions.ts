import { citing, type Evidence } from '../../model/evidence.ts';
import { code, id, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import type { OthersAction, Threat } from '../../model/remediation.ts';
import type { ActionExecution } from '../../model/responseAction.ts';
import { isContaining, undoOf } from '../journal/containing.ts';
import { type NamedTarget, namedTarget, targetPhrase } from './executionTarget.ts';
import { identityKey, type ThreatTargets, targetsOf } from './threatTargets.ts';

/**
 * What others did or do to the targets of a threat, newest first: the narrowest thing that an execution names decides. An undo stands with what
 * it takes back.
 * @param ours ids of the executions that this journal began
 */
export function othersActions(
  threat: Threat,
  executions: Evidence<readonly ActionExecution[]>,
  ours: ReadonlySet<string>,
): readonly OthersAction[] {
  const targets = targetsOf(threat);
  const all = executions.value;
  const on = all.filter((execution) => !ours.has(execution.id) && isOn(namedTarget(execution), targets));
  const listed = new Set(on.map((execution) => execution.id));
  return on
    .filter(({ undoes }) => undoes === undefined || !listed.has(undoes))
    .toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
    .map((execution) => ({
      execution,
      contains: isContaining(execution) && undoOf(execution, all) === undefined,
      phrase: sentence(execution, all),
      cites: citing(executions),
    }));
}

function isOn(named: NamedTarget, targets: ThreatTargets): boolean {
  if (isElsewhere('cluster', named.cluster, targets) || isElsewhere('account', named.account, targets)) return false;
  const { container, path, process, pod, workload, arn, user, resource, instance, account } = named;
  const has = (part: Parameters<ThreatTargets['get']>[0], name: string): boolean => targets.get(part)?.has(name) === true;
  const isHost = named.hosts.some((name) => has('host', name));
  if (container !== undefined) return has('container', container);
  if (path !== undefined) return isHost && has('path', path);
  if (process !== undefined) return isHost && has('process', process);
  if (pod !== undefined) return has('pod', inNamespace(named, pod));
  if (workload !== undefined) return has('workload', inNamespace(named, workload));
  if (arn !== undefined) return has('arn', identityKey(arn));
  if (user !== undefined) return has('user', user);
  if (resource !== undefined) return has('resource', resource);
  if (instance !== undefined) return has('instance', instance);
  return isHost || (account !== undefined && has('account', account));
}

/** Names of objects and users are only the same where they are of the same place. */
function isElsewhere(part: 'cluster' | 'account', name: string | undefined, targets: ThreatTargets): boolean {
  const known = targets.get(part);
  return name !== undefined && known !== undefined && !known.has(name);
}

function inNamespace({ namespace }: NamedTarget, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function sentence(execution: ActionExecution, all: readonly ActionExecution[]): Phrase {
  const { type, user } = execution;
  const what = phrase`${type === undefined ? text('An action without a type') : code(type)} on ${targetPhrase(execution)}`;
  const who = user === undefined ? [] : phrase` by user ${id(user)}`;
  return [...what, ...howFar(execution), ...who, ...whatNow(execution, all)];
}

function howFar({ state, createdAt, updatedAt }: ActionExecution): Phrase {
  const end = updatedAt ?? createdAt;
  switch (state) {
    case 'underWay':
      return createdAt === undefined ? [' is under way'] : phrase` is under way since ${time(createdAt)}`;
    case 'completed':
    case 'failed':
      return end === undefined ? [` ${state}`] : [` ${state} `, time(end)];
  }
}

function whatNow(execution: ActionExecution, all: readonly ActionExecution[]): Phrase {
  const why = execution.failure?.reason ?? execution.failure?.log;
  if (execution.state === 'failed') return why === undefined ? [] : phrase`: ${text(why)}`;
  const undo = undoOf(execution, all);
  if (undo !== undefined) {
    const at = undo.updatedAt ?? undo.createdAt;
    return at === undefined ? ['; taken back since'] : phrase`; taken back ${time(at)}`;
  }
  if (!isContaining(execution)) return [];
  const isEnding = all.some(({ undoes, state }) => undoes === execution.id && state === 'underWay');
  return [isEnding ? '; still holds, and is being taken back' : '; still holds'];
}
