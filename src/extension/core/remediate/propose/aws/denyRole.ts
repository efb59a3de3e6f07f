import { code, phrase } from '../../../model/phrase.ts';
import { attachRolePolicy } from '../../surfaces/aws.ts';
import { roleBreaks } from '../breaks/cloudIdentity.ts';
import type { Draft, Maker } from '../draft.ts';
import { roles } from '../targets/identities.ts';
import { awsRequest } from './awsAction.ts';

/** Denies a role everything, sessions that run already included. */
export const denyRole: Maker = (input, seen) =>
  roles(input, seen).flatMap(({ value: { name, partition }, told }): readonly Draft[] => {
    const denyAll = `arn:${partition}:iam::aws:policy/AWSDenyAll`;
    const request = awsRequest(input, (scope) => attachRolePolicy(scope, name, denyAll));
    if (request === undefined) return [];
    return [
      {
        ...{ stage: 'containment', effect: 'takeRights', name: 'aws iam attach-role-policy', verb: 'Deny role', surface: 'aws' },
        on: phrase`role ${code(name)}`,
        ...request,
        does: phrase`Attaches ${code(denyAll)} to role ${code(name)}`,
        expected: phrase`Every call of the role is refused within a minute or so, also with credentials that were stolen before`,
        breaks: roleBreaks(input, name),
        watch: phrase`Refused calls of the role in CloudTrail: those of the attacker, and those that you need`,
        reversibility: { kind: 'inverse', how: phrase`Detach ${code(denyAll)} from role ${code(name)}, unless it was attached before` },
        ...{ needs: [], storage: false, removes: false, unresolved: [], told },
      },
    ];
  });
