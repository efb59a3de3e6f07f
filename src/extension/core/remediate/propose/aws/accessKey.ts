import { code, phrase } from '../../../model/phrase.ts';
import { deleteAccessKey, updateAccessKey } from '../../surfaces/aws.ts';
import { keyBreaks } from '../breaks/cloudIdentity.ts';
import type { Draft, Maker } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { type UserKey, userKeys } from '../targets/identities.ts';
import { awsRequest } from './awsAction.ts';

/** Turns a long-term key off, and keeps it. */
export const deactivateKey: Maker = (input, seen) =>
  userKeys(seen).flatMap(({ value, told }): readonly Draft[] => {
    const request = isInactive(input, value) ? undefined : awsRequest(input, (scope) => updateAccessKey(scope, value, 'Inactive'));
    if (request === undefined) return [];
    return [
      {
        ...{ stage: 'containment', effect: 'takeRights', name: 'aws iam update-access-key', verb: 'Turn off key', surface: 'aws' },
        on: phrase`key ${code(value.key)} of ${code(value.user)}`,
        ...request,
        does: phrase`Sets key ${code(value.key)} of user ${code(value.user)} to Inactive`,
        expected: phrase`Calls that are signed with the key are refused; sessions that were begun with it may run on`,
        breaks: keyBreaks(input, value),
        watch: phrase`Calls of sessions that the key began, and further keys of the user`,
        reversibility: { kind: 'inverse', how: phrase`Set the key to Active again` },
        ...{ needs: [], storage: false, removes: false, unresolved: [], told },
      },
    ];
  });

/** Takes a long-term key away for good. */
export const deleteKey: Maker = (input, seen) =>
  userKeys(seen).flatMap(({ value, told }): readonly Draft[] => {
    const request = awsRequest(input, (scope) => deleteAccessKey(scope, value));
    if (request === undefined) return [];
    return [
      {
        ...{ stage: 'destruction', effect: 'deleteForGood', name: 'aws iam delete-access-key', verb: 'Delete key', surface: 'aws' },
        on: phrase`key ${code(value.key)} of ${code(value.user)}`,
        ...request,
        does: phrase`Deletes key ${code(value.key)} of user ${code(value.user)}`,
        expected: phrase`The key is gone, and nobody can turn it on again`,
        breaks: keyBreaks(input, value),
        watch: phrase`Further keys of the user`,
        reversibility: { kind: 'never', recovery: phrase`Make a new key for user ${code(value.user)} and hand it to whoever needs it` },
        ...{ needs: [], storage: false, removes: false, unresolved: [], told },
      },
    ];
  });

function isInactive({ radius }: ProposalInput, { user, key }: UserKey): boolean {
  const keys = lookUp(radius, 'accessKeys');
  return keys.kind === 'fact' && keys.value.user === user && keys.value.keys.some(({ id, status }) => id === key && status === 'Inactive');
}
