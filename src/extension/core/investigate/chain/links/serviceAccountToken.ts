import { contactsMetadata } from '../../../facts/addresses.ts';
import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { askedServiceAccount, asksForToken } from '../../../facts/metadata.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';
import { cloudHabit } from '../cloudHabit.ts';

/** A command asked Google's metadata server for the token of a service account, and then that account made a call. */
export const serviceAccountToken: CausalLink = {
  name: 'service account token',
  inferred: false,
  within: 24 * hour,
  causes: (event) => {
    const account = askedServiceAccount(event);
    return account === undefined ? [] : [account];
  },
  effects: (event) => {
    const principal = cloudCallOf(event)?.principal;
    return principal?.endsWith('gserviceaccount.com') === true ? [principal] : [];
  },
  habit: cloudHabit,
  reason: (_cause, effect) =>
    phrase`the metadata server was asked for the token of ${code(cloudCallOf(effect)?.user ?? '')}, who made the call`,
};

/**
 * The same where the command names no account: the account of the project's machines, or the one that is named like the workload. Inferred, since
 * a workload may run as another one.
 */
export const serviceAccountOfWorkload: CausalLink = {
  name: 'service account of workload',
  inferred: true,
  within: 2 * hour,
  causes: (event) => {
    const { gcpProject, workload, namespace } = event.scope;
    if (gcpProject === undefined || !contactsMetadata(event) || askedServiceAccount(event) !== undefined) return [];
    const names = [workload, namespace].filter((name) => name !== undefined).map(plain);
    return ['default', ...names].map((name) => `${gcpProject} ${name}`);
  },
  effects: (event) => {
    const { principal = '', account } = cloudCallOf(event) ?? {};
    const [, local, project] = /^([\w-]+)@(?:([\w-]+)\.iam|developer|appspot)\.gserviceaccount\.com$/.exec(principal) ?? [];
    if (local === undefined) return [];
    if (project !== undefined) return [`${project} ${isOfMachines(local) ? 'default' : plain(local)}`];
    return account === undefined ? [] : [`${account} default`];
  },
  prefers: asksForToken,
  habit: cloudHabit,
  reason: (_cause, effect) =>
    phrase`the metadata server was asked in the project of ${code(cloudCallOf(effect)?.user ?? '')}, who made the call`,
};

/** A name without what only says that it is a service account's. */
function plain(name: string): string {
  return name.toLowerCase().replace(/^(g?sa|svc|wi|gke)-|-(g?sa|svc|wi|gke|account)$/g, '');
}

function isOfMachines(local: string): boolean {
  return /^(gke-)?(default|nodes?|compute)(-|$)/.test(local);
}
