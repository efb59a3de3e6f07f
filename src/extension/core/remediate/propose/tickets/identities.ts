import { code, phrase, time } from '../../../model/phrase.ts';
import { shown } from '../../surfaces/shown.ts';
import { roleBreaks, userBreaks } from '../breaks/cloudIdentity.ts';
import { knownBreak, type Maker } from '../draft.ts';
import { madeUsers, roles, users } from '../targets/identities.ts';
import { iamForm, ticketDraft, wordOr } from './ticketAction.ts';

const denyEverything = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] });

/** Asks for a policy that denies a user everything: policies of users are not on the allow-list. */
export const denyUser: Maker = (input, seen) =>
  users(seen).map(({ value: user, told }) => {
    const argv = ['iam', 'put-user-policy', '--user-name', wordOr('USER', user, iamForm), '--policy-name', 'runtime-threats-deny'];
    return ticketDraft({
      ...{ stage: 'containment', effect: 'takeRights', name: 'aws iam put-user-policy', verb: 'Deny user' },
      on: phrase`user ${code(user)}`,
      line: shown({ program: 'aws', argv: [...argv, '--policy-document', denyEverything] }),
      does: phrase`Denies user ${code(user)} everything, with all of its keys and its password`,
      expected: phrase`Every call of the user is refused, sessions that it began included`,
      breaks: userBreaks(input, user),
      watch: phrase`Calls of roles that the user assumed before`,
      reversibility: { kind: 'inverse', how: phrase`Delete policy ${code('runtime-threats-deny')} of user ${code(user)}` },
      told,
    });
  });

/** Asks to take away a user that the threat made. */
export const deleteMadeUser: Maker = (_input, seen) =>
  madeUsers(seen).flatMap(({ value: user, told }) => {
    const [first] = told;
    if (first === undefined) return [];
    return [
      ticketDraft({
        ...{ stage: 'destruction', effect: 'deleteForGood', name: 'aws iam delete-user', verb: 'Delete user' },
        on: phrase`user ${code(user)}`,
        line: shown({ program: 'aws', argv: ['iam', 'delete-user', '--user-name', wordOr('USER', user, iamForm)] }),
        does: phrase`Deletes user ${code(user)}, once its keys, password and policies are gone`,
        expected: phrase`Nobody can sign in or call as the user any more`,
        breaks: [knownBreak(phrase`User ${code(user)} was made at ${time(first.value.at)} in the course of the threat`, [first.id])],
        watch: phrase`Further users that the same identity made`,
        reversibility: { kind: 'never', recovery: phrase`Make the user again, with new keys` },
        told,
      }),
    ];
  });

/** Asks to end the sessions of a role that were begun until now, so that stolen credentials count no more and new ones do. */
export const endSessions: Maker = (input, seen) =>
  roles(input, seen).map(({ value: { name }, told }) => {
    const until = new Date(input.now).toISOString();
    const condition = { DateLessThan: { 'aws:TokenIssueTime': until } };
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: condition }] };
    const argv = ['iam', 'put-role-policy', '--role-name', wordOr('ROLE', name, iamForm), '--policy-name', 'runtime-threats-end-sessions'];
    return ticketDraft({
      ...{ stage: 'containment', effect: 'takeRights', name: 'aws iam put-role-policy', verb: 'End sessions' },
      on: phrase`role ${code(name)}`,
      line: shown({ program: 'aws', argv: [...argv, '--policy-document', JSON.stringify(document)] }),
      does: phrase`Denies everything to the sessions of role ${code(name)} that began before ${time(input.now)}`,
      expected: phrase`Stolen credentials are refused; programs that renew theirs go on`,
      breaks: roleBreaks(input, name),
      watch: phrase`New sessions of the role from an address that is not yours: then the way to its credentials is still open`,
      reversibility: { kind: 'inverse', how: phrase`Delete policy ${code('runtime-threats-end-sessions')} of role ${code(name)}` },
      told,
    });
  });
