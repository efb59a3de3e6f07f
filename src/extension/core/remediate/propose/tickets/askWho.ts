import { kubeRequestOf } from '../../../facts/k8sRequest.ts';
import { loginUserOf } from '../../../facts/login.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { quoted, shown } from '../../surfaces/shown.ts';
import type { Draft, Maker, Seen } from '../draft.ts';
import { domainOf } from '../signs.ts';
import { ticketDraft, wordOr } from './ticketAction.ts';

/** Asks the owner of a login whether it was them: most of what only looks around is an administrator. */
export const askLogin: Maker = (_input, seen) => {
  const found = new Map<string, readonly Seen[]>();
  for (const one of seen) {
    const user = domainOf(one.value) === 'host' ? (loginUserOf(one.value) ?? one.value.fields['user.name']) : undefined;
    if (user !== undefined) found.set(user, [...(found.get(user) ?? []), one]);
  }
  return [...found].map(([user, told]) => {
    const host = told[0]?.value.scope.host;
    return question({
      verb: 'Ask who logged in',
      ...{ name: 'last', on: host === undefined ? phrase`${code(user)}` : phrase`${code(user)} on ${code(host)}`, told },
      line: `last -F ${quoted(wordOr('USER', user, /^[A-Za-z_][\w.-]{0,63}\$?$/))}`,
      does: phrase`Lists when and from where ${code(user)} logged in, to be shown to whom the login belongs`,
    });
  });
};

/** Asks what lets somebody do this in the cluster. */
export const askRights: Maker = (_input, seen) => {
  const found = new Map<string, readonly Seen[]>();
  for (const one of seen) {
    const user = kubeRequestOf(one.value)?.user;
    if (user !== undefined) found.set(user, [...(found.get(user) ?? []), one]);
  }
  return [...found].map(([user, told]) => {
    const who = wordOr('USER', user, /^[\w@.:+-]{1,253}$/);
    return question({
      verb: 'Ask what lets them',
      ...{ name: 'kubectl auth can-i --as', on: phrase`${code(user)}`, told },
      line: shown({ program: 'kubectl', argv: ['auth', 'can-i', '--list', `--as=${who}`] }),
      does: phrase`Lists what ${code(user)} may do in the cluster, to be looked through with whom the name belongs to`,
    });
  });
};

function question(asked: Pick<Draft, 'name' | 'verb' | 'on' | 'line' | 'does' | 'told'>): Draft {
  return ticketDraft({
    ...asked,
    ...{ stage: 'evidence', effect: 'keepLogs', breaks: [] },
    expected: phrase`An answer whether this was wanted`,
    watch: phrase`No answer is none: until there is one, it was not wanted`,
    reversibility: { kind: 'nothing', how: phrase`It only reads` },
  });
}
