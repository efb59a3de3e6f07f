import type { CommandOutcome, Commands } from '../../../../src/extension/core/model/command.ts';
import { type Evidence, sourceKey } from '../../../../src/extension/core/model/evidence.ts';
import type { ActionExecution, ResponseAction } from '../../../../src/extension/core/model/responseAction.ts';
import type { Reach } from '../../../../src/extension/core/remediate/availability/reach.ts';

const now = Date.parse('2026-06-10T12:00:00Z');
export const never = new AbortController().signal;

export function evidence<T>(tool: string, value: T): Evidence<T> {
  const source = { kind: 'mcp', tool, args: {} } as const;
  return { id: sourceKey(source), source, at: new Date(now).toISOString(), digest: '', value, raw: '' };
}

export function action(type: string, responder?: string): ResponseAction {
  return { type, undoable: false, parameters: [], ...(responder !== undefined && { responder }) };
}

/** One that ended well `daysAgo` days ago. */
export function completed(
  told: Partial<ActionExecution> & Pick<ActionExecution, 'responder' | 'parameters'>,
  daysAgo = 1,
): ActionExecution {
  const at = now - daysAgo * 86_400_000;
  return { id: `x${daysAgo}`, type: 'GET_LOGS', state: 'completed', context: {}, outputs: {}, createdAt: at, updatedAt: at, ...told };
}

/** A tenant and tools where everything is there and nothing was tried. */
export const reach: Reach = {
  catalogue: evidence('list_response_actions', [
    action('GET_LOGS', 'CLUSTER'),
    action('ISOLATE_NETWORK', 'CLUSTER'),
    action('KILL_CONTAINER', 'HOST'),
    action('IAM_QUARANTINE', 'CLOUD'),
    action('UNSAID'),
  ]),
  forEvent: false,
  executions: evidence('list_response_action_executions', []),
  storage: evidence('get_capture_storage', { usable: true, bucket: 'captures' }),
  unread: [],
  kubectl: { usable: true, scope: { context: 'prod-eu-1' } },
  aws: { usable: true, scope: { region: 'eu-west-1' } },
  rights: new Map(),
  refused: [],
};

/** A kubectl that answers as `answer` says; `asked` keeps each call as one line. */
export function fakeCommands(answer: (line: string) => Partial<Extract<CommandOutcome, { readonly kind: 'ended' }>> | Error) {
  const asked: string[] = [];
  const commands: Commands = {
    find: async () => '/usr/bin/kubectl',
    run: async ({ program, argv }, { signal }) => {
      signal.throwIfAborted();
      const line = [program, ...argv].join(' ');
      asked.push(line);
      const answered = answer(line);
      if (answered instanceof Error) throw answered;
      return { kind: 'ended', exitCode: 0, stdout: '', stderr: '', cut: false, ...answered };
    },
  };
  return { commands, asked };
}
