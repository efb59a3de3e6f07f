import type { ResponseAction } from '../../../model/responseAction.ts';
import type { Reach } from '../../availability/reach.ts';

/** They look as if they could be submitted, and must not be: an execution is taken back by the undo call (contract §4, trap 26). */
const undoOnly: ReadonlySet<string> = new Set([
  'START_CONTAINER',
  'UNPAUSE_CONTAINER',
  'FILE_UNQUARANTINE',
  'DELETE_NETWORK_POLICY',
  'KUBERNETES_DELETE_VOLUME_SNAPSHOT',
  'IAM_UNQUARANTINE',
  'UNDO_MAKE_PRIVATE_CLOUD_RESOURCE',
  'UNDO_CLOUD_VOLUME_SNAPSHOT',
]);

/** Whether a type only takes another one back, by the contract or by what the tenant's catalogue says of it. */
function isUndoOnly({ type, description = '' }: Pick<ResponseAction, 'type' | 'description'>, types: readonly string[]): boolean {
  if (undoOnly.has(type)) return true;
  return (
    /\b(undo(es)?|revert(s)?|inverse|reverse(s)?)\b/i.test(description) &&
    types.some((other) => other !== type && description.includes(other))
  );
}

/** The tenant's entry of a type that may be submitted. */
export function entryOf({ catalogue }: Reach, type: string): ResponseAction | undefined {
  const types = catalogue.value.map((one) => one.type);
  return catalogue.value.find((one) => one.type === type && !isUndoOnly(one, types));
}
