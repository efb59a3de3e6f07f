import type { Command } from '../../model/command.ts';
import { Failure } from '../../model/failure.ts';
import { listOfRole, listOfUser } from '../surfaces/aws.ts';
import { getObject } from '../surfaces/kubectlReads.ts';
import { type Change, changeOf } from '../undo/change.ts';

/** The command that shows, in the same place, what another one changed or was to change. Undefined where no read on the list does. */
export function lookAt(command: Command): Command | undefined {
  const change = knownChange(command);
  if (change === undefined) return undefined;
  if (change.program === 'kubectl') return getObject(change.scope, change.object);
  return 'role' in change
    ? listOfRole(change.scope, 'list-attached-role-policies', change.role)
    : listOfUser(change.scope, 'list-access-keys', change.owned.user);
}

/** What a command of the journal changes; undefined for one that the list of today does not have, since another version wrote it. */
export function knownChange(command: Command): Change | undefined {
  try {
    return changeOf(command);
  } catch (error) {
    if (Failure.is(error, 'refused')) return undefined;
    throw error;
  }
}
