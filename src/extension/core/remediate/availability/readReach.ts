import { Failure } from '../../model/failure.ts';
import { plainText } from '../../report/plainText.ts';
import { actionPermissions } from '../../tools/actionPermission.ts';
import type { ResponseReads } from '../../tools/responseTools.ts';
import type { AwsScope } from '../surfaces/aws.ts';
import type { KubectlScope } from '../surfaces/kubectl.ts';
import type { Reach, Refused, ToolReach } from './reach.ts';

export type ReachDoors = {
  readonly responses: ResponseReads;
  readonly eventId: string;
  readonly kubectl: ToolReach<KubectlScope>;
  readonly aws: ToolReach<AwsScope>;
};

/**
 * What can run for this event, in one round of calls. The whole catalogue is the canary: where it fails, its Failure is thrown and
 * nothing can be done here. What else fails is left out and told in `unread`. Rejects with AbortError when the signal fires.
 */
export async function readReach({ responses, eventId, kubectl, aws }: ReachDoors, signal: AbortSignal): Promise<Reach> {
  const [whole, forEvent, executions, storage] = await Promise.all([
    responses.catalogue(undefined, signal),
    attempt('What is possible for this event', responses.catalogue(eventId, signal)),
    attempt('What ran before', responses.executions(signal)),
    attempt('Whether artifacts have a place to go', responses.storage(signal)),
  ]);
  const own = 'value' in forEvent && forEvent.value.value.length > 0 ? forEvent.value : undefined;
  return {
    catalogue: own ?? whole,
    forEvent: own !== undefined,
    ...('value' in executions && { executions: executions.value }),
    ...('value' in storage && { storage: storage.value }),
    unread: [forEvent, executions, storage].flatMap((one) => ('unread' in one ? [one.unread] : [])),
    kubectl,
    aws,
    rights: new Map(),
    refused: responses.offersSubmit === false ? notOffered : [],
  };
}

type Attempt<T> = { readonly value: T } | { readonly unread: string };

async function attempt<T>(what: string, reading: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await reading };
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { unread: `${what} could not be read: ${plainText(error.why)}` };
  }
}

/** Without the tool that submits, neither kind of action can run; tools/list leaves it out where both permissions are missing. */
const notOffered: readonly Refused[] = Object.values(actionPermissions).map((missing) => ({ kind: 'permission', ...missing }));
