import type { Command, Commands } from '../../model/command.ts';
import { Failure } from '../../model/failure.ts';
import { allow } from '../surfaces/allow.ts';
import { commandFailure } from '../surfaces/commandFailure.ts';
import { jsonOf } from '../surfaces/jsonOf.ts';
import type { KubectlScope } from '../surfaces/kubectl.ts';
import type { JsonValue } from '../surfaces/patch.ts';
import { isJsonObject, type JsonObject } from './jsonParts.ts';

/** What one read printed, and the JSON object that it is. Both throw Failure. */
export type Reads = {
  readonly printed: (command: Command) => Promise<string>;
  readonly json: (command: Command) => Promise<JsonObject>;
};

const what = 'What the step would change was not read';
const longestMs = 30_000;

/** Reads through the door for reads alone: whatever is no read is refused there. */
export function readsThrough(commands: Pick<Commands, 'run'>, signal: AbortSignal): Reads {
  const printed: Reads['printed'] = async (command) => {
    const outcome = await commands.run(allow(command), { timeoutMs: longestMs, signal });
    signal.throwIfAborted();
    if (outcome.kind === 'ended' && outcome.exitCode === 0 && !outcome.cut) return outcome.stdout;
    throw commandFailure(what, command, outcome);
  };
  return { printed, json: async (command) => objectOf(command, await printed(command)) };
}

function objectOf({ program }: Pick<Command, 'program'>, printed: string): JsonObject {
  const value = jsonOf(printed) as JsonValue | undefined;
  if (!isJsonObject(value)) throw malformed(program);
  return value;
}

export function malformed(program: string): Failure {
  return new Failure('malformed', { what, why: `${program} answered in a form that is not known`, fix: 'Take the step by hand' });
}

/** The scope to read under. A read of another context than the change's would tell of another cluster. Throws Failure 'refused'. */
export function readScope(wanted: KubectlScope, given: KubectlScope | undefined): KubectlScope {
  if (given !== undefined && given.context === wanted.context && given.kubeconfig === wanted.kubeconfig) return given;
  throw new Failure('refused', {
    what,
    why:
      given === undefined
        ? 'Reading with kubectl was not allowed'
        : 'The command is for another kube-context than the one that may be read',
    fix: 'Allow reading the cluster of the threat, then choose the step again',
  });
}
