import { isIP } from 'node:net';
import { remoteAddress } from '../../../facts/addresses.ts';
import { connectionOf } from '../../../facts/connection.ts';
import { loginOf } from '../../../facts/login.ts';
import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { minute } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

const clients = /^(ssh|scp|sftp|rsync|sshpass|slogin|autossh|plink|telnet|mosh(-client)?|ansible.*|paramiko)$/;
const target = /(?:^|\s)(?:([\w.-]+)@)?([a-z\d][\w-]*(?:\.[\w-]+)*)(?=:|\s|$)/gi;

/**
 * A client program went from here to another machine, and a login was taken there a moment later: from this machine's address, on the machine that
 * the client named, or as the user that it named. Inferred, since others may log in at the same time.
 */
export const nextHost: CausalLink = {
  name: 'next host',
  inferred: true,
  within: 5 * minute,
  causes: (event) => {
    if (loginOf(event) !== undefined) return [];
    const process = processOf(event);
    const connection = connectionOf(event);
    const isLogin = clients.test(process?.name ?? '') || /^(22|23|2222|3389)$/.test(connection?.serverPort ?? '');
    if (process === undefined || connection?.inbound === true || !isLogin) return [];
    return [...(connection?.client === undefined ? [] : [`from ${connection.client}`]), ...namedTargets(process.cmdline ?? '')];
  },
  effects: (event) => {
    const login = loginOf(event);
    const { host } = event.scope;
    if (login === undefined) return [];
    const { server } = connectionOf(event) ?? {};
    const names = [host, host?.split('.')[0], server].filter((name) => name !== undefined);
    const told = new Set(names.flatMap((name) => asked(name, login.user)));
    return [`from ${login.client}`, ...told, ...(isInside(login.client) ? inside(login.user) : [])];
  },
  reason: (cause, effect) =>
    phrase`${code(processOf(cause)?.name ?? '')} had gone to another machine, and ${code(processOf(effect)?.name ?? '')} took a login there`,
};

/** Words of a command line that may be a machine, with the user before the at sign: what is none meets no login. */
function namedTargets(cmdline: string): readonly string[] {
  const words = [...cmdline.matchAll(target)].flatMap(([, user, machine]) => (machine === undefined ? [] : [{ user, machine }]));
  return words.flatMap(({ user, machine }) => [...asked(machine, user).slice(0, 1), ...(isInside(machine) ? inside(user) : [])]);
}

/** Where nothing tells which machine has which address: from one inside to another, as the same user. */
function inside(user: string | undefined): readonly string[] {
  return user === undefined || user === 'root' ? [] : [`inside as ${user}`];
}

function isInside(address: string): boolean {
  return isIP(address) !== 0 && remoteAddress(address) === undefined;
}

/** A machine with its user; where either side tells no user, the machine alone. */
function asked(machine: string, user: string | undefined): readonly string[] {
  return user === undefined ? [`to ${machine}`] : [`to ${machine} as ${user}`, `to ${machine}`];
}
