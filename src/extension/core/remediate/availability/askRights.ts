import type { Command, Commands } from '../../model/command.ts';
import { canonical } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import { allow } from '../surfaces/allow.ts';
import { type KubectlScope, placeFlags } from '../surfaces/kubectl.ts';
import { canI, type Right } from '../surfaces/kubectlReads.ts';
import { rightAnswer } from '../surfaces/rightAnswer.ts';
import { type Rights, rightKey } from './reach.ts';
import { rightOf } from './rightOf.ts';

export type AskingRights = { readonly commands: Commands; readonly signal: AbortSignal; readonly scope: KubectlScope };

/** Calls at once: each starts a program. */
const atOnce = 6;
const longestMs = 30_000;

/**
 * What `auth can-i` says of each kubectl command that would change something, each right asked once. A command of another context, and one
 * whose right could not be asked, is left out. Rejects with AbortError when the signal fires.
 */
export async function askRights(commands: readonly Command[], asking: AskingRights): Promise<Rights> {
  const wanted = commands.flatMap((command) => {
    const right = isThere(command, asking.scope) ? rightOf(command) : undefined;
    return right === undefined ? [] : [{ command, right, key: canonical(right) }];
  });
  const rights = [...new Map(wanted.map(({ key, right }) => [key, right])).entries()];
  const answers = new Map<string, 'yes' | 'no' | undefined>();
  for (let at = 0; at < rights.length; at += atOnce) {
    const asked = rights.slice(at, at + atOnce).map(async ([key, right]) => answers.set(key, await askRight(right, asking)));
    await Promise.all(asked);
  }
  return new Map(
    wanted.flatMap(({ command, key }) => {
      const answer = answers.get(key);
      return answer === undefined ? [] : [[rightKey(command), answer] as const];
    }),
  );
}

/** A right in one context says nothing of another. */
function isThere({ argv }: Command, scope: KubectlScope): boolean {
  const here = placeFlags(scope);
  const named = argv.filter((word) => word.startsWith('--context=') || word.startsWith('--kubeconfig='));
  return named.length === here.length && here.every((flag) => named.includes(flag));
}

async function askRight(right: Right, { commands, signal, scope }: AskingRights): Promise<'yes' | 'no' | undefined> {
  try {
    const outcome = await commands.run(allow(canI(scope, right)), { timeoutMs: longestMs, signal });
    signal.throwIfAborted();
    return rightAnswer(outcome);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return undefined;
  }
}
